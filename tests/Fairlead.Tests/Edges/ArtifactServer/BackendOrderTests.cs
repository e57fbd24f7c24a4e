using System.Text;
using Fairlead.Edges.ArtifactServer;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.ArtifactServer;

/// <summary>Converted policies beside the backends themselves, gone through in the file's order.</summary>
public sealed class BackendOrderTests
{
    private static readonly string[] s_paths = ["/a/", "/a/b/", "/c", "/v2/", "/"];
    private static readonly string[] s_targets = ["/a/x", "/a/b/x", "/cd", "/d", "/v2/pause/manifests/1", "/v2/a/blobs/x"];
    private static readonly string[] s_values = ["one", "two", "three"];

    private sealed record Chosen(string Host, string Prefix, string[] Paths, (string Name, string[] Values)[] Headers)
    {
        public bool Takes(string target, (string Name, string Value)[] headers) =>
            (Paths.Length == 0 && Headers.Length == 0)
            || Paths.Any(path => target.StartsWith(path, StringComparison.Ordinal))
            || Headers.Any(wanted => headers.Any(header => header.Name == wanted.Name && wanted.Values.Contains(header.Value)));

        public override string ToString() => $"{{host: {Host}, pathPrefix: \"{Prefix}\", conditions: {{paths: [{string.Join(", ", Paths)}], headers: {{{string.Join(", ", Headers.Select(header => $"{header.Name}: [{string.Join(", ", header.Values)}]"))}}}}}}}";
    }

    [Fact]
    public void Policy_RandomBackends_SendsWhereTheFirstOfThemThatTakesItIs()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var backends = Enumerable.Range(0, random.Next(1, 6)).Select(i => Make(random, i)).ToArray();
            var text = "backends:\n" + string.Concat(backends.Select((backend, i) => $"  b{i}: {backend}\n"));
            var policy = Compiled.Policy(ArtifactServerConfig.ToPolicy(Encoding.UTF8.GetBytes(text), "config.yaml", "https://upstream.example").Policy.ShouldNotBeNull(text));
            foreach (var target in s_targets)
            {
                for (var question = 0; question < 4; question++)
                {
                    (string, string)[] headers = [.. new[] { "X-A", "X-B" }.Where(_ => random.Next(2) == 0).Select(name => (name, Pick(random, s_values)))];
                    UrlOf(policy, target, headers).ShouldBe(Expected(backends, target, headers), $"seed {seed}: {target} {string.Join(", ", headers)}\n{text}");
                }
            }
        }
    }

    private static string? UrlOf(CompiledPolicy policy, string target, (string, string)[] headers)
    {
        var (path, lines) = (RegistryPath.Parse(target), new HeaderLines(headers));
        var place = policy.PlaceOf(0).For(lines);
        if (!path.IsApi) return place.ArtifactOf(path, lines) is { } artifact ? artifact.BaseUrl + target : null;
        place.Candidates.ShouldBeEmpty();
        return (place.Upstream ?? policy.Config.Upstream).Registries[0] + target;
    }

    /// <summary>Under <c>/v2/</c> a backend with a prefix counts as the upstream, and that of all of it is <c>--upstream</c>.</summary>
    private static string? Expected(Chosen[] backends, string target, (string, string)[] headers)
    {
        var first = backends.FirstOrDefault(backend => backend.Takes(target, headers));
        if (!target.StartsWith("/v2/", StringComparison.Ordinal)) return first is null ? null : $"https://{first.Host}{first.Prefix}{target}";
        var isByHeader = first is not null && first.Takes("/nothing/of/the/kind", headers) && !first.Takes(target, []);
        return isByHeader && first!.Prefix.Length == 0 ? $"https://{first.Host}{target}" : "https://upstream.example" + target;
    }

    private static Chosen Make(Random random, int i) => new(
        $"h{i}.example",
        random.Next(4) == 0 ? "/p" : "",
        [.. s_paths.Where(_ => random.Next(5) == 0)],
        [.. new[] { "X-A", "X-B" }.Where(_ => random.Next(3) == 0).Select(name => (name, s_values.Where(_ => random.Next(2) == 0).Append(Pick(random, s_values)).Distinct().ToArray()))]);

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
