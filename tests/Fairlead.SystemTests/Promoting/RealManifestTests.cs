using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;
using Fairlead.Tests.Support;

namespace Fairlead.SystemTests.Promoting;

/// <summary>
/// Manifests as Kubernetes has them, run against a sandbox: every registry that they name is mapped to one on loopback that has nothing, so that all is
/// lost. On a sample that is like them, and on the real ones where they are there.
/// </summary>
public sealed class RealManifestTests
{
    private const int Regions = 20;

    [Fact]
    public async Task Plan_ASampleAgainstAnEmptySource_AllLost()
    {
        using var folder = new PromotionFolder();
        folder.Write("manifests/k8s-staging-sample/promoter-manifest.yaml", string.Concat((IEnumerable<string>)
        [
            "# google group for gcr.io/k8s-staging-sample is k8s-infra-staging-sample@kubernetes.io\n", "registries:\n- name: gcr.io/k8s-staging-sample\n  src: true\n",
            .. Enumerable.Range(1, Regions).Select(region => $"- name: region{region}-docker.pkg.dev/k8s-artifacts-prod/images/sample\n  service-account: k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com\n"),
        ]));
        folder.Write("images/k8s-staging-sample/images.yaml", $$"""
            - name: sample
              dmap:
                "sha256:{{new string('a', 64)}}": ["v0.10.2", "0.10.2"]
                "sha256:{{new string('b', 64)}}": ["v0.10.1"]
            """);

        await ShouldAllBeLostAsync(folder.Path, Regions * 3);
    }

    [Fact]
    public async Task Plan_TheRealOnesAgainstAnEmptySource_AllLost()
    {
        if (SharedData.Root is not { } data) return; // the sample stands for them
        var folder = Path.Combine(data, "promotion", "registry");
        var edges = 0;
        foreach (var manifest in ManifestsOf(folder))
        {
            var destinations = NamesIn(manifest).Distinct().Count() - 1; // one is listed twice
            var images = File.ReadAllText(Path.Combine(folder, "images", Path.GetFileName(Path.GetDirectoryName(manifest)!), "images.yaml"));
            // All that is quoted in them are digests and tags, and each digest has a tag.
            var digests = images.Split("\"sha256:").Length - 1;
            edges += destinations * ((images.Count(letter => letter == '"') / 2) - digests);
        }
        edges.ShouldBeGreaterThan(0);

        await ShouldAllBeLostAsync(folder, edges);
    }

    private static async Task ShouldAllBeLostAsync(string folder, int edges)
    {
        await using var registry = await DockerRegistry.StartAsync();
        using var someone = new MirrorOperator();
        var hosts = ManifestsOf(folder).SelectMany(NamesIn).Select(name => name.Split('/')[0]).Distinct();
        IReadOnlyList<string> arguments =
        [
            "--manifests", folder, "--plain-http", registry.Registry, .. hosts.SelectMany(host => new[] { "--map", $"{host}={registry.Registry}/{host}" }),
        ];

        var plan = new PlanJson((await someone.PromoteAsync(["plan", "--json", .. arguments])).ExitedWith(1).Output);

        plan.Actions.ShouldBe(new Dictionary<string, int> { ["lost"] = edges });
        plan.Lost.Count.ShouldBe(edges);
        plan.Edges.ShouldBeUnique();
        (await someone.PromoteAsync(["images", "--confirm", .. arguments])).ExitedWith(1);
        (await PromotionStage.WritesAsync(registry)).ShouldBeEmpty();
        (await someone.PromoteAsync(["plan", "--allow-lost", .. arguments])).ExitedWith(0);
    }

    private static IEnumerable<string> ManifestsOf(string folder) => Directory.EnumerateFiles(Path.Combine(folder, "manifests"), "promoter-manifest.yaml", SearchOption.AllDirectories);

    private static IEnumerable<string> NamesIn(string manifest) =>
        File.ReadLines(manifest).Where(line => line.StartsWith("- name: ", StringComparison.Ordinal)).Select(line => line["- name: ".Length..].Trim());
}
