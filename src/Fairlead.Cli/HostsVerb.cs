using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fairlead.Policy.Hosts;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Hosting;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks hosts</c>.</summary>
internal static class HostsVerb
{
    private const int HttpsPort = 443;

    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var json = new Option<bool>("--json") { Description = "A JSON array with what each host is for: upstream, signatures, mirror, artifacts or provider-registry." };
        var cache = CacheOption.Create();
        var command = new Verb("hosts", "Lists the hosts that clients are sent to, for people who must open firewalls.", """
            One host a line, sorted, each once; host:port where the port is not 443. The name of this
            service itself is to be added. Feeds are not among them: they are fetched by this service,
            never by clients. Where a registry or a bucket leads clients on by itself, only its
            operator knows where to. Nothing is fetched for the list, but provider files whose redirects
            are on and that were never read.
            Exit code 0, or 2 when there is an error in the policy.

            Examples:
              fairlead networks hosts --policy policy.yaml
              fairlead networks hosts --policy policy.yaml --json | jq -r '.[] | select(any(.uses[]; .for == "mirror")) | .host'
            """)
        {
            policy, json, cache,
        };
        command.SetAction((parsed, cancel) => RunAsync(PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(json), parsed.GetValue(cache), cancel));
        return command;
    }

    private static async Task<int> RunAsync(PolicySource source, bool json, string? cache, CancellationToken cancel)
    {
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return ExitCode.Wrong;
        if (config.ProvidersFrom is { Redirects: true }) config = await WithProviderFilesAsync(config, source, cache, cancel).ConfigureAwait(false);
        var hosts = ClientHosts.Of(config);
        if (json) WriteJson(hosts);
        else foreach (var host in hosts) Console.Out.Write(Text(host) + "\n");
        return ExitCode.Done;
    }

    /// <summary>Providers' own registries are in their files: those are read, and fetched if they never were.</summary>
    private static async Task<PolicyConfig> WithProviderFilesAsync(PolicyConfig config, PolicySource source, string? cache, CancellationToken cancel)
    {
        using var loggers = Logging.Create(LogLevel.Warning);
        using var core = new RedirectorCore(config, source, cache, assumePresent: true, TimeProvider.System, loggers);
        if (core.LacksSources) await core.FetchFeedsAsync(cancel).ConfigureAwait(false);
        return core.Policy;
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
            HostUseKind.ProviderRegistry => "provider-registry",
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
