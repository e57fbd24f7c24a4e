using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Nginx;

/// <summary>
/// A policy as configuration of nginx 1.22 or newer: it answers as <c>serve --assume-present</c> does, or, with the module, as <c>serve</c> without a cache. What differs is in
/// <c>docs/edges.md</c>.
/// </summary>
public static class NginxExport
{
    private const string AddressFile = "addresses.conf";
    private const string ModuleFile = "fairlead.js";
    private const string Module = $"js_import fairlead from {ModuleFile};\n";
    private const int MaxPath = 3_800;

    /// <summary>Its files; <c>nginx.conf</c> is a whole configuration, and includes the others.</summary>
    /// <exception cref="EdgeRefusedException">The policy has what this export can't do.</exception>
    public static IReadOnlyList<EdgeFile> FilesOf(EdgePlan plan, NginxOptions options)
    {
        CheckPaths(plan.Config);
        var maps = new NginxMaps();
        var headers = new HeaderMaps(plan, new EdgeHeaders(plan));
        var usualPlace = headers.HasRoutes ? "fairlead_usual_place" : "fairlead_place";
        ClientMaps.Write(maps, plan, AddressFile, usualPlace, options.WithModule);
        headers.Write(maps, usualPlace, options.WithModule);
        TargetMaps.Write(maps, plan.Config.HealthPath);
        UpstreamMaps.Write(maps, plan);
        PlaceMaps.Write(maps, plan, headers);
        AnswerMaps.Write(maps, plan);
        if (options.WithModule) ModuleMaps.Write(maps, plan, options.AssumePresent);
        var files = new List<EdgeFile>
        {
            Text("nginx.conf", Main(options)),
            Text("maps.conf", $"# For inclusion into the http block.\n{(options.WithModule ? Module : "")}{maps}"),
            new(AddressFile, to => ClientMaps.WriteAddresses(plan, to)),
            Text("server.conf", ServerBlock.Of(plan, options)),
        };
        if (options.WithModule) files.Add(new(ModuleFile, CopyModule));
        return files;
    }

    /// <summary>A parameter of nginx's configuration has 4,096 bytes at the most, and a path's has a pattern around it. URLs are shorter, by the policy's own rules.</summary>
    private static void CheckPaths(PolicyConfig config)
    {
        foreach (var (i, artifact) in config.Artifacts.Index()) Check($"'path' of entry {i + 1} of 'artifacts'", artifact.Path);
        Check("'pages.health'", config.HealthPath ?? "");

        static void Check(string key, string path)
        {
            if (path.Length > MaxPath) throw new EdgeRefusedException($"{key} has {path.Length} characters: nginx takes {MaxPath} at the most; use a shorter path, or serve");
        }
    }

    private static string Main(NginxOptions options) => $$"""
        # nginx -p THIS_FOLDER -c nginx.conf. As any user: what nginx writes is written here.
        {{(options.WithModule ? "load_module /usr/lib/nginx/modules/ngx_http_js_module.so; # of Debian's libnginx-mod-http-js\n" : "")}}worker_processes auto;
        pcre_jit on;
        pid nginx.pid;
        error_log stderr crit; # from 'error' down, lines name the client's address

        events {
            worker_connections 4096;
        }

        http {
            client_body_temp_path temp-body;
            proxy_temp_path temp-proxy;
            fastcgi_temp_path temp-fastcgi;
            uwsgi_temp_path temp-uwsgi;
            scgi_temp_path temp-scgi;
            access_log off; # no address of a client is kept
            map_hash_bucket_size 512;
            map_hash_max_size 65536;
            variables_hash_max_size 8192;
            include maps.conf;

            server {
                listen {{Listen(options.Listen)}};
                include server.conf;
            }
        }

        """;

    private static string Listen(IPEndPoint at) => at.Address.Equals(IPAddress.IPv6Any) ? $"{at} ipv6only=off" : at.AddressFamily == AddressFamily.InterNetworkV6 ? $"{at} ipv6only=on" : $"{at}";

    private static EdgeFile Text(string name, string text) => new(name, to => to.Write(Encoding.UTF8.GetBytes(text)));

    private static void CopyModule(Stream to)
    {
        using var module = typeof(NginxExport).Assembly.GetManifestResourceStream(ModuleFile) ?? throw new InvalidOperationException("the module is not in the program");
        module.CopyTo(to);
    }
}
