using System.Globalization;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PlanPropertyTests
{
    private const int Rounds = 150;

    private static readonly Blob[] s_blobs = [.. Enumerable.Range(0, 6).Select(PlanSamples.BlobOf)];

    private static readonly string[] s_tags = ["v1", "v2", "latest", $"sha256-{s_blobs[0].Digest.Hex}.sig"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Plan_RandomManifestsAndWorlds_AreAsTheRulesSay(bool google)
    {
        await using var world = await PlanWorld.StartAsync(google);
        if (!google) GoogleListing.Of(world.Other); // they may differ
        var seen = new HashSet<EdgeAction>();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var manifests = Fill(world, random, string.Create(CultureInfo.InvariantCulture, $"round{round}"));
            var oracle = new PlanOracle(manifests, host => world.All.Single(registry => registry.Host == host).Content, host => google || host == world.Other.Host);

            var plan = await world.PlanAsync(manifests: manifests);
            plan.Edges.Select(PlanSamples.Show).Order(StringComparer.Ordinal).ShouldBe(oracle.Edges(), $"round {round}");
            plan.Attachments.Select(PlanSamples.Show).Order(StringComparer.Ordinal).ShouldBe(oracle.Attachments().Order(StringComparer.Ordinal), $"round {round}");
            for (var i = 1; i < plan.Edges.Count; i++) PlanOrder.Compare(plan.Edges[i - 1], plan.Edges[i]).ShouldBeLessThan(0);
            plan.Failures.ShouldAllBe(failure => failure.Message.Contains("nothing is ever put into a source", StringComparison.Ordinal));
            seen.UnionWith(plan.Edges.Select(edge => edge.Action));

            if (!plan.Edges.Any(edge => edge.Reason is not null)) (await world.CheckAsync(plan)).Edges.ShouldBe(plan.Edges, $"round {round}");
        }
        seen.Count.ShouldBe(4);
    }

    private static PromotionManifest[] Fill(PlanWorld world, Random random, string round)
    {
        string[] sources = [$"{world.Source.Host}/{round}/one", $"{world.Source.Host}/{round}/two"];
        string[] destinations = [$"{world.One.Host}/{round}/prod", $"{world.One.Host}/{round}/prod/team", $"{world.Other.Host}/{round}", $"{world.Source.Host}/{round}"];
        string[] images = ["app", "team/app", "one/app"];
        foreach (var (host, repository) in sources.Concat(destinations).SelectMany(root => images.Select(image => Split(root, image))).Distinct())
        {
            var content = world.All.Single(registry => registry.Host == host).Content;
            var held = s_blobs.Where(_ => random.Next(3) > 0).ToList();
            foreach (var blob in held) content.AddManifest(repository, blob);
            if (held.Count == 0) continue;
            foreach (var tag in s_tags.Where(_ => random.Next(2) == 0)) content.Tag(repository, tag, held[random.Next(held.Count)].Digest);
        }
        return [.. Enumerable.Range(0, random.Next(1, 4)).Select(number => PlanSamples.Manifest(
            $"m{number}",
            sources[random.Next(2)],
            [.. destinations.Take(3).Where(_ => random.Next(2) == 0), .. destinations.Skip(3).Where(_ => random.Next(20) == 0)],
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => PlanSamples.Image(images[random.Next(images.Length)], Digests(random)))]))];
    }

    private static (Digest Digest, string[] Tags)[] Digests(Random random) =>
        [.. s_blobs.Where(_ => random.Next(3) == 0).Select(blob => (blob.Digest, s_tags.Where(_ => random.Next(4) == 0).ToArray()))];

    private static (string Host, string Repository) Split(string root, string image) => (root[..root.IndexOf('/')], $"{root[(root.IndexOf('/') + 1)..]}/{image}");
}
