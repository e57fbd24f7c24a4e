using System.Globalization;
using System.Text;
using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>Writes the policy, with what people want to know as comments.</summary>
internal static class PolicyYaml
{
    /// <summary>Headers that say who a client is.</summary>
    private static readonly string[] s_addressHeaders = ["X-Real-IP", "X-Forwarded-For", "Forwarded"];

    /// <summary>The text. Every value in it has been found good for a policy.</summary>
    public static string Write(PolicyDraft draft, string upstream, string fileName)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Made of {Quoted.Text(Path.GetFileName(fileName))} by fairlead convert artifactserver. Backends are tried in the order of that file.\n");
        text.Append("# What is not as it was is in docs/edges.md.\n\n# Where everything under /v2/ goes that no route takes.\n");
        text.Append(CultureInfo.InvariantCulture, $"upstream:\n  registry: {Quote(upstream)}\n\nredirectStatus: 302\n\npages:\n  health: /_/healthz # answered with 200\n");
        if (draft.Routes.Select(route => route.Header).Concat(draft.Artifacts.Select(artifact => artifact.Header).OfType<HeaderMatch>()).Any(SaysWhoAClientIs))
        {
            text.Append("""

                # A header that says who a client is can be sent by any client, unless a proxy in front of this server sets it. Better are prefixes under
                # 'cidrs' of a provider, and 'clientAddress' to say whose word counts.

                """);
        }
        if (draft.Routes.Count > 0)
        {
            text.Append("\nroutes:\n");
            foreach (var route in draft.Routes)
                text.Append(CultureInfo.InvariantCulture, $"  - {{when: {When(route.Header)}, use: []{Registry(route.Backend)}}} # {Name(route.Backend)}\n");
        }
        if (draft.Artifacts.Count > 0)
        {
            text.Append("\nartifacts:\n");
            foreach (var (backend, path, header) in draft.Artifacts)
                text.Append(CultureInfo.InvariantCulture, $"  - {{path: {Quote(path)}, host: {Quote(backend.BaseUrl)}{(header is null ? "" : $", when: {When(header)}")}}} # {Name(backend)}\n");
        }
        return text.ToString();
    }

    private static bool SaysWhoAClientIs(HeaderMatch header) => s_addressHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase);

    private static string When(HeaderMatch header) => $"{{header: {{{Quote(header.Name)}: [{string.Join(", ", header.Values.Select(Quote))}]}}}}";

    private static string Registry(Backend backend) => backend.HasPathPrefix ? "" : $", upstream: {{registry: {Quote(backend.BaseUrl)}}}";

    private static string Name(Backend backend) => Quoted.Text(backend.Name.Text);

    /// <summary>A double-quoted scalar (YAML 1.2 section 7.3.1) of printable ASCII.</summary>
    private static string Quote(string ascii) => $"\"{ascii.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
