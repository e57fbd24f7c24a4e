using System.CommandLine;
using Fairlead.Edges.Nginx;
using Fairlead.Networks.Addresses;

namespace Fairlead.Cli.Exporting;

/// <summary><c>fairlead export nginx</c>.</summary>
internal static class NginxVerb
{
    private const string NameServers = "/etc/resolv.conf";

    public static Command Create()
    {
        var options = new ExportOptions();
        var njs = new Option<bool>("--njs") { Description = "Add a module that asks mirrors by HEAD what they hold, and falls back to the upstream." };
        var resolver = new Option<string[]>("--resolver")
        {
            Description = "With --njs: name server for mirrors' names; may be given more than once. Those of /etc/resolv.conf, if not given.",
            HelpName = "ADDR",
        };
        var command = new Verb("nginx", "Writes the policy as configuration of nginx.", """
            nginx.conf is a whole configuration, which runs as any user: nginx -p DIR -c nginx.conf. For a
            server of your own include maps.conf into its http block and server.conf into its server block.
            nginx knows no presence: either every mirror holds every blob (--assume-present), or a module
            asks (--njs, of Debian's libnginx-mod-http-js).
            Exit code 0; 1 when files can't be read or written; 2 for an error in the policy or the usage.

            Examples:
              fairlead export nginx --policy policy.yaml --assume-present -o nginx/
              fairlead export nginx --policy policy.yaml --njs --listen 127.0.0.1:8080 -o nginx/
            """)
        {
            njs, resolver,
        };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(njs) && !options.AssumesPresent(result))
                result.AddError("nginx can't ask mirrors what they hold: say --assume-present where each holds everything, or --njs for a module that asks");
            if (result.GetValue(resolver) is not { Length: > 0 } resolvers) return;
            if (!result.GetValue(njs)) result.AddError("--resolver goes with --njs: without the module nginx looks no name up");
            foreach (var address in resolvers)
                if (!IpAddress.TryParse(address, out _)) result.AddError($"--resolver '{address}' is not an address; write 192.0.2.53 or 2001:db8::53");
        });
        command.SetAction((parsed, cancel) =>
        {
            var chosen = parsed.CommandResult;
            var wanted = new NginxOptions(
                options.Listen(chosen), parsed.GetValue(njs), options.AssumesPresent(chosen), Resolvers(parsed.GetValue(resolver) is { Length: > 0 } given ? given : Configured()));
            var candidates = wanted is { WithModule: true, AssumePresent: false } ? int.MaxValue : 1;
            return options.WriteAsync(chosen, plan => NginxExport.FilesOf(plan, wanted), cancel, candidates);
        });
        return command;
    }

    private static string[] Resolvers(IEnumerable<string> addresses) =>
        [.. addresses.Select(text => IpAddress.Parse(text)).Select(address => address.IsIPv4 ? $"{address}" : $"[{address}]")];

    /// <summary>The name servers of this machine; that of systemd-resolved where none can be read.</summary>
    private static string[] Configured()
    {
        try
        {
            var found = File.ReadLines(NameServers).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words is ["nameserver", var address, ..] && IpAddress.TryParse(address, out _)).Select(words => words[1]).ToArray();
            if (found.Length > 0) return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A machine without one; nginx needs some address all the same.
        }
        return ["127.0.0.53"];
    }
}
