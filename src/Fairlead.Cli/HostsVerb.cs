using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fairlead.Policy.Hosts;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks hosts</c>.</summary>
internal static class HostsVerb
{
    private const int HttpsPort = 443;

    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var json = new Option<bool>("--json") { Description = "A JSON array with what each host is for: upstream, signatures, mirror or artifacts." };
        var command = new Verb("hosts", "Lists the hosts that clients are sent to, for people who must open firewalls.", """
            One host a line, sorted, each once; host:port where the port is not 443. The name of this
            service itself is to be added. Feeds are not among them: they are fetched by this service,
            never by clients. Where a registry or a bucket leads clients on by itself, only its
            operator knows where to. Nothing is fetched for the list.
            Exit code 0, or 2 when there is an error in the policy.

            Examples:
              fairlead networks hosts --policy policy.yaml
              fairlead networks hosts --policy policy.yaml --json | jq -r '.[] | select(any(.uses[]; .for == "mirror")) | .host'
            """)
        {
            policy, json,
        };
        command.SetAction(parsed => Run(PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(PolicySource source, bool json)
    {
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return ExitCode.Wrong;
        var hosts = ClientHosts.Of(config);
        if (json) WriteJson(hosts);
        else foreach (var host in hosts) Console.Out.Write(Text(host) + "\n");
        return ExitCode.Done;
    }

    private static string Text(ClientHost host) =>
        host.Port == HttpsPort ? host.Host : string.Create(CultureInfo.InvariantCulture, $"{host.Host}:{host.Port}");

    private static void WriteJson(IReadOnlyList<ClientHost> hosts)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var host in hosts)
            {
                json.WriteStartObject();
                json.WriteString("host", host.Host);
                json.WriteNumber("port", host.Port);
                json.WriteStartArray("uses");
                foreach (var use in host.Uses) WriteUse(json, use);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.Write("\n"u8);
    }

    private static void WriteUse(Utf8JsonWriter json, HostUse use)
    {
        json.WriteStartObject();
        json.WriteString("for", use.Kind switch
        {
            HostUseKind.Upstream => "upstream",
            HostUseKind.Signatures => "signatures",
            HostUseKind.Mirror => "mirror",
            _ => "artifacts",
        });
        if (use.Name is { } name) json.WriteString("of", name);
        if (use.Route is { } route) json.WriteNumber("route", route);
        if (use.Mirror is { } mirror) json.WriteString("mirror", mirror);
        if (use.Region is { } region) json.WriteString("region", region);
        if (use.Provider is { } provider) json.WriteString("provider", provider);
        if (use.Path is { } path) json.WriteString("path", path);
        json.WriteEndObject();
    }
}
