using System.Text;
using Fairlead.Artifacts.Promotion.Linting;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Promotion.Manifests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Linting;

public sealed class ManifestLintTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Registries = """
        registries:
        - {name: staging.example.org/team, src: true}
        - {name: eu.example.org/prod}
        - {name: us.example.org/prod}
        """;

    [Fact]
    public void Check_GoodManifests_FindsNothing()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1, '1']\n    {B}: [v2]\n- name: app/tool\n  dmap:\n    {A}: [v1]\n");
        Check(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Check_TagWithTwoDigests_IsAnErrorWithBothPlaces()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n    {B}: [v0, v1]\n");
        Check(folder).ShouldBe(["images/a/images.yaml:4:83: the tag 'v1' is another digest at images/a/images.yaml:3:79, for the same repository: a tag names one digest, so keep one"]);
    }

    [Fact]
    public void Check_TagWithTwoDigestsInTwoManifests_IsTheSameErrorOnceForAllDestinations()
    {
        const string Other = "registries:\n- {name: other.example.org/x, src: true}\n- {name: us.example.org}\n- {name: eu.example.org}\n";
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n").With("b", Other, $"- name: prod/app\n  dmap:\n    {B}: [v1]\n    {A}: []\n");
        Check(folder).ShouldBe(
        [
            "images/b/images.yaml:3:79: the tag 'v1' is another digest at images/a/images.yaml:3:79, for the same repository: a tag names one digest, so keep one",
            "images/b/images.yaml:4:5: warning: the digest is listed at images/a/images.yaml:3:5 already, for the same repository: keep one",
        ]);
    }

    [Fact]
    public void Check_SameImageAndDigestTwice_AreWarnings()
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [v1]\n- name: app\n  dmap:\n    {A}: [v1]\n");
        Check(folder).ShouldBe(
        [
            "images/a/images.yaml:4:9: warning: the image 'app' is listed at images/a/images.yaml:1:9 already: put its digests there",
            "images/a/images.yaml:6:5: warning: the digest is listed at images/a/images.yaml:3:5 already, for the same repository: keep one",
        ]);
    }

    [Theory]
    [InlineData("latest", "a promoted tag never moves: 'latest' will be this digest for good")]
    [InlineData("sha256-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.sig", "is what signatures and the like of " + A + " go by")]
    [InlineData("sha256-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "which are promoted with it: remove the tag")]
    public void Check_TagThatIsNoVersion_IsAWarning(string tag, string message)
    {
        using var folder = new PromotionFolder().With("a", Registries, $"- name: app\n  dmap:\n    {A}: [{tag}]\n");
        var problem = Check(folder).ShouldHaveSingleItem();
        problem.ShouldStartWith("images/a/images.yaml:3:79: warning: ");
        problem.ShouldContain(message);
    }

    [Fact]
    public void Check_WhatPromotesNothing_IsAWarning()
    {
        using var folder = new PromotionFolder().With("a", Registries, "[]").With("b", Registries, "- {name: app, dmap: {}}").With("c", "registries:\n- {name: gcr.io/x, src: true}\n", $"- name: app\n  dmap:\n    {A}: []\n");
        Check(folder).ShouldBe(
        [
            "images/b/images.yaml:1:10: warning: the image 'app' has no digest, and promotes nothing",
            "manifests/a/promoter-manifest.yaml:2:10: warning: the manifest lists no image, and promotes nothing",
            "manifests/c/promoter-manifest.yaml:2:10: warning: the manifest has no destination, and promotes nothing",
        ]);
    }

    [Fact]
    public void Check_DoubtfulRegistries_AreWarnings()
    {
        const string Doubtful = "registries:\n- {name: staging/team, src: true}\n- {name: eu.example.org/prod}\n- {name: eu.example.org/prod/app}\n- {name: eu.example.org/production}\n- {name: staging/team/prod}\n";
        using var folder = new PromotionFolder().With("a", Doubtful, $"- name: app\n  dmap:\n    {A}: []\n");
        var problems = Check(folder);
        problems.Count.ShouldBe(4);
        problems[0].ShouldStartWith("manifests/a/promoter-manifest.yaml:2:10: warning: 'staging' has neither a dot nor a port");
        problems[1].ShouldBe("manifests/a/promoter-manifest.yaml:4:10: warning: the destination is in 'eu.example.org/prod' of manifests/a/promoter-manifest.yaml:3:10: images of both get into one place");
        problems[2].ShouldStartWith("manifests/a/promoter-manifest.yaml:6:10: warning: 'staging' has neither");
        problems[3].ShouldBe("manifests/a/promoter-manifest.yaml:6:10: warning: the destination is, or is in, 'staging/team', which is the source of manifests/a/promoter-manifest.yaml:2:10: what is promoted to there can be promoted on from there");
    }

    [Fact]
    public void Check_RepositoryThatIsTooLong_IsAnError()
    {
        var name = string.Join('/', Enumerable.Repeat("0123456789", 23));
        using var folder = new PromotionFolder().With("a", $"registries:\n- {{name: x.io, src: true}}\n- {{name: y.io/{name[..21]}}}\n", $"- name: {name}\n  dmap:\n    {A}: []\n");
        Check(folder).ShouldHaveSingleItem().ShouldStartWith("images/a/images.yaml:1:9: with the path of 'y.io/0123456789/0123456789' the repository has more than 255 characters");
    }

    [Fact]
    public void Check_ProblemsOfTheReader_StandAmongTheOthers()
    {
        using var folder = new PromotionFolder().With("a", Registries, "- {name: A, dmap: {}}").With("b", Registries, "[]").WithFile("manifests/c/OWNERS", "");
        Check(folder).Select(line => line[..(line.IndexOf(':') + 1)]).ShouldBe(["images/a/images.yaml:", "manifests/b/promoter-manifest.yaml:", "manifests/c:"]);
    }

    [Fact]
    public void Check_TenThousandTroubles_AreCut()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 12_000; i++) text.Append($"- {{name: app{i}, dmap: {{}}}}\n");
        using var folder = new PromotionFolder().With("a", Registries, text.ToString());
        var problems = Check(folder);
        problems.Count.ShouldBe(10_001);
        problems[^1].ShouldBe("images/a/images.yaml: warning: more than 10000 problems: not all of them are listed");
        folder.With("z", Registries, $"- name: app0\n  dmap:\n    {A}: [v1]\n    {B}: [v1]\n");
        Check(folder)[^1].ShouldBe("images/a/images.yaml: more than 10000 problems: not all of them are listed"); // and one of those is an error
    }

    [Fact]
    public void Check_RealManifests_HaveNoProblem()
    {
        if (SharedData.Root is not { } root) return; // the same as above, as Kubernetes writes them
        ManifestLint.Check(Read(Path.Combine(root, "promotion", "registry"))).ShouldBeEmpty();
    }

    [Fact]
    public void Check_AsManyImagesAsKubernetesHas_FindsTheOneTrouble()
    {
        var registries = new StringBuilder("registries:\n- {name: staging.example.org/NAME, src: true}\n");
        for (var i = 0; i < 25; i++) registries.Append($"- {{name: region{i}.example.org/prod/NAME}}\n");
        using var folder = new PromotionFolder();
        for (var manifest = 0; manifest < 135; manifest++)
        {
            var images = new StringBuilder();
            for (var image = 0; image < 10; image++)
            {
                images.Append($"- name: image{image}\n  dmap:\n");
                for (var i = 0; i < 34; i++) images.Append($"    \"{Digest.Of(BitConverter.GetBytes((manifest * 1000) + (image * 100) + i))}\": [\"v{i}\"]\n");
            }
            if (manifest == 77) images.Append($"- name: image3\n  dmap:\n    {A}: [v33]\n");
            folder.With($"m{manifest}", registries.ToString().Replace("NAME", $"m{manifest}", StringComparison.Ordinal), images.ToString());
        }
        var problems = Check(folder);
        problems.Count.ShouldBe(2);
        problems[0].ShouldStartWith("images/m77/images.yaml:361:9: warning: the image 'image3' is listed at");
        problems[1].ShouldStartWith("images/m77/images.yaml:363:79: the tag 'v33' is another digest at images/m77/images.yaml:144:81");
    }

    private static List<string> Check(PromotionFolder folder) =>
        [.. ManifestLint.Check(Read(folder.Root)).Select(problem => problem.ToString().Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    private static PromotionManifests Read(string path) => new PromotionReader(TimeProvider.System).Read(path, TestContext.Current.CancellationToken);
}
