using System.Globalization;
using System.Net;
using System.Net.Sockets;
using YamlDotNet.RepresentationModel;

namespace Fairlead.SystemTests.Envoys;

/// <summary>
/// Stands in for Envoy, whose program Debian doesn't have: it reads an exported <c>envoy.yaml</c> and does what Envoy's documentation and source say that Envoy does with the parts that the export uses. It takes
/// HTTP/1.1, joins the lines of <c>X-Forwarded-For</c> and adds nothing to them (<c>skip_xff_append</c>), drops <c>x-envoy-internal</c>, leaves the target as it is, and runs one filter before the routes.
/// </summary>
internal sealed class EnvoyStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly YamlNode _filter;
    private readonly IPEndPoint _edge;
    private readonly RoutesStandIn _routes;
    private readonly string _directory;
    private readonly Task _accepting;

    private EnvoyStandIn(YamlNode configuration, string directory)
    {
        var listener = configuration.List("static_resources", "listeners").Single();
        var manager = listener.List("filter_chains").Single().List("filters").Single().At("typed_config");
        if (!bool.Parse(manager.Text("skip_xff_append"))) throw new InvalidOperationException("no stand-in for an Envoy that adds its peer to X-Forwarded-For");
        _filter = manager.List("http_filters").First();
        _routes = new RoutesStandIn(manager.At("route_config"));
        _edge = Address(configuration.List("static_resources", "clusters").Single().At("load_assignment").List("endpoints").Single().List("lb_endpoints").Single().At("endpoint", "address"));
        _listener = new TcpListener(Address(listener.At("address")));
        _directory = directory;
        _listener.Start();
        Url = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Runs the configuration of this folder.</summary>
    public static EnvoyStandIn Start(string directory)
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(Path.Combine(directory, "envoy.yaml"));
        yaml.Load(file);
        return new EnvoyStandIn(yaml.Documents[0].RootNode, directory);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private static IPEndPoint Address(YamlNode node) => new(IPAddress.Parse(node.Text("socket_address", "address")), int.Parse(node.Text("socket_address", "port_value"), CultureInfo.InvariantCulture));

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = new WireStream(client);
        client.NoDelay = true;
        var peer = ((IPEndPoint)client.Client.RemoteEndPoint!).Address.ToString();
        using var filter = CreateFilter();
        try
        {
            while (await connection.ReadAsync(hasBody: true, CancellationToken.None) is { } came)
            {
                var request = Managed(came);
                var answer = Refusal(request) ?? await filter.DecideAsync(request, peer) ?? _routes.Answer(request);
                if (answer.Header("content-length") is null) answer = answer with { Headers = [.. answer.Headers, ("content-length", $"{answer.Body.Length}")] };
                await connection.WriteAsync(answer, CancellationToken.None);
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    /// <summary>What the connection manager makes of a request (source/common/http/conn_manager_utility.cc, <c>mutateRequestHeaders</c>): names in lower case, one line of addresses, nothing of its own from outside.</summary>
    private static WireMessage Managed(WireMessage came)
    {
        var headers = came.Headers.Select(header => (Name: header.Name.ToLowerInvariant(), header.Value)).Where(header => header.Name is not ("x-forwarded-for" or "x-envoy-internal")).ToList();
        if (came.Header("x-forwarded-for") is { } addresses) headers.Add(("x-forwarded-for", addresses));
        return came with { Headers = headers };
    }

    /// <summary>What it refuses itself (source/common/http/conn_manager_impl.cc, <c>decodeHeaders</c>).</summary>
    private static WireMessage? Refusal(WireMessage request) => request switch
    {
        _ when request.Header("host") is null => new("HTTP/1.1 400 Bad Request", [("content-length", "0")], ""),
        _ when !request.Part(1).StartsWith('/') => new("HTTP/1.1 404 Not Found", [("content-length", "0")], ""),
        _ => null,
    };

    private IEnvoyFilter CreateFilter()
    {
        var configuration = (YamlMappingNode)_filter.At("typed_config");
        return _filter.Text("name") switch
        {
            "envoy.filters.http.ext_authz" => new ExtAuthzStandIn(configuration, new EnvoyCalls(_edge, Seconds(configuration.Text("http_service", "server_uri", "timeout")), addsOwnAddress: false)),
            "envoy.filters.http.lua" => new LuaStandIn(configuration.Text("default_source_code", "inline_string"), _edge, _directory),
            var name => throw new InvalidOperationException($"no stand-in for {name}"),
        };
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));
}
