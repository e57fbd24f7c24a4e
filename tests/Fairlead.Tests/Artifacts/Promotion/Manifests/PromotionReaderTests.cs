using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Manifests;

public sealed class PromotionReaderTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Registries = """
        # group k8s-infra
        registries:
        - name: gcr.io/k8s-staging-boskos
          src: true
        - name: us.gcr.io/k8s-artifacts-prod/boskos
          service-account: promoter@example.org
        - name: eu.gcr.io/k8s-artifacts-prod/boskos
          service-account: promoter@example.org
        - name: us.gcr.io/k8s-artifacts-prod/boskos
        """;

    private const string Images = $$"""
        - name: boskos
          dmap:
            "{{A}}": ["v1", "latest", v1]
            "{{B}}": []
        - name: team/janitor
          dmap: {}
        """;

    [Theory]
    [InlineData("registry.example.org:443/x", "'registry.example.org:443' is 'registry.example.org' by another name: write that")]
    [InlineData("index.docker.io/x", "'index.docker.io' is 'docker.io' by another name: write that")]
    [InlineData("registry-1.docker.io/x", "'registry-1.docker.io' is 'docker.io' by another name: write that")]
    public void RegistryRoot_HostWithTwoNames_HasToHaveTheOne(string text, string expected)
    {
        RegistryRoot.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(expected);
        RegistryRoot.TryParse("registry.example.org:4430/x", out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Read_ThinManifests_HaveTheirPartsAndPlaces()
    {
        using var folder = new PromotionFolder().With("boskos", Registries, Images).WithFile("manifests/OWNERS", "x").WithFile("images/boskos/OWNERS", "x");
        var read = Read(folder.Root);
        read.Problems.ShouldBeEmpty();
        var manifest = read.Manifests.ShouldHaveSingleItem();
        manifest.Name.ShouldBe("boskos");
        manifest.Source.Root.Name.ShouldBe("gcr.io/k8s-staging-boskos");
        manifest.Source.IsSource.ShouldBeTrue();
        manifest.Destinations.Select(registry => registry.Root.Name).ShouldBe(["us.gcr.io/k8s-artifacts-prod/boskos", "eu.gcr.io/k8s-artifacts-prod/boskos"]);
        var destination = manifest.Destinations[0];
        (destination.Root.Host, destination.Root.RepositoryOf("a/b"), destination.ServiceAccount).ShouldBe(("us.gcr.io", "k8s-artifacts-prod/boskos/a/b", "promoter@example.org"));
        destination.At.ShouldBe(new FilePlace(folder.PathOf("manifests/boskos/promoter-manifest.yaml"), 5, 9));

        manifest.Images.Select(image => (image.Name, image.Digests.Count)).ShouldBe([("boskos", 2), ("team/janitor", 0)]);
        var digest = manifest.Images[0].Digests[0];
        (digest.Digest, digest.At.Line, digest.At.Column).ShouldBe((Digest.Parse(A), 3, 5));
        digest.Tags.Select(tag => (tag.Name, tag.At.Line, tag.At.Column)).ShouldBe([("v1", 3, 81), ("latest", 3, 87)]);
        manifest.Images[0].Digests[1].Tags.ShouldBeEmpty();
    }

    [Fact]
    public void Read_OneFile_HasBoth()
    {
        using var folder = new PromotionFolder().WithFile("boskos.yaml", $"{Registries}\nimagesPath: ignored\nimages:\n{Images}\n");
        var read = Read(folder.PathOf("boskos.yaml"));
        read.Problems.ShouldBeEmpty();
        read.Manifests.ShouldHaveSingleItem().Images.Count.ShouldBe(2);
        read.Manifests[0].Name.ShouldBe("boskos");
    }

    [Fact]
    public void Read_ManyMistakes_AreToldAllAtOnce()
    {
        using var folder = new PromotionFolder()
            .With("a", """
                registries:
                - {name: gcr.io/x, src: true, srv: 1}
                - {name: gcr.io/x}
                - {name: "GCR.io/y"}
                - {src: yes, name: gcr.io/Z}
                images: []
                registries: []
                """, $$"""
                - name: Boskos
                  dmap:
                    "{{A}}": ["-v1", "ok"]
                    "{{A}}": []
                    sha512:ab: []
                    "{{B}}":
                  tags: []
                - dmap: {}
                - name: b
                - c
                """)
            .With("b", "registries: []", "[]")
            .With("c", "registries:\n- {name: gcr.io/x, src: true}\n- {name: gcr.io/y, src: true}\n- {name: gcr.io/x}\n", "{}");
        var read = Read(folder.Root);
        read.HasErrors.ShouldBeTrue();
        read.Manifests.ShouldBeEmpty();
        var problems = string.Join('\n', read.Problems).Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        string[] expected =
        [
            "manifests/a/promoter-manifest.yaml:2:31: 'srv' is not a key of a registry: did you mean 'src'?",
            "manifests/a/promoter-manifest.yaml:4:10: registries are in lower case: 'gcr.io'",
            "manifests/a/promoter-manifest.yaml:5:9: 'src' must be true or false, without quotes, not 'yes'",
            "manifests/a/promoter-manifest.yaml:5:20: 'Z' is no path of repositories",
            "manifests/a/promoter-manifest.yaml:6:1: 'images' is not a key of a manifest",
            "manifests/a/promoter-manifest.yaml:7:1: 'registries' is set twice",
            "images/a/images.yaml:1:9: 'Boskos' is no name of an image",
            "images/a/images.yaml:3:81: '-v1' is no tag",
            "images/a/images.yaml:4:5: '" + A + "' is set twice",
            "images/a/images.yaml:5:5: the key is a sha512 digest, and only sha256 is supported: 'sha512:ab'",
            "images/a/images.yaml:6:5: a digest needs a list of tags",
            "images/a/images.yaml:7:3: 'tags' is not a key of an image",
            "images/a/images.yaml:8:3: an image needs a 'name'",
            "images/a/images.yaml:9:3: an image needs a 'dmap'",
            "images/a/images.yaml:10:3: an image must be a mapping",
            "manifests/b/promoter-manifest.yaml:1:1: no registry is the source",
            "manifests/c/promoter-manifest.yaml:3:3: a second source",
            "images/c/images.yaml:1:1: the list of images must be a list",
        ];
        foreach (var line in expected) problems.ShouldContain(line);
        read.Problems.Count.ShouldBe(expected.Length, problems);
    }

    [Theory]
    [InlineData("https://gcr.io/x", "'https://gcr.io/x': leave 'https://' out, a registry is named HOST[:PORT]")]
    [InlineData("gcr.io/x/", "'gcr.io/x/': leave the '/' at its end out")]
    public void Read_NameAsABrowserHasIt_SaysWhatToLeaveOut(string name, string problem)
    {
        using var folder = new PromotionFolder().With("a", $"registries:\n- {{name: gcr.io/y, src: true}}\n- {{name: \"{name}\"}}\n", "[]");
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldBe(problem);
    }

    [Fact]
    public void Read_SecondSourceBesideAnotherError_BothAreTold()
    {
        using var folder = new PromotionFolder().With("a", "registries:\n- {name: gcr.io/x, src: true}\n- {name: gcr.io/y, src: true}\n- {name: GCR.io}\n", "[]");
        Read(folder.Root).Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void Read_DestinationThatIsTheSource_IsRefused()
    {
        using var folder = new PromotionFolder().With("a", "registries:\n- {name: gcr.io/x, src: true}\n- {name: gcr.io/x}\n", "[]");
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain("is the source, and can't be a destination too");
    }

    [Fact]
    public void Read_FoldersThatDontMatch_AreErrorsOrWarnings()
    {
        using var folder = new PromotionFolder()
            .WithFile("manifests/lonely/promoter-manifest.yaml", Registries)
            .WithFile("manifests/owners/OWNERS", "x")
            .WithFile("images/unpromoted/images.yaml", Images)
            .With("good", Registries, Images);
        var read = Read(folder.Root);
        read.Manifests.Select(manifest => manifest.Name).ShouldBe(["good"]);
        read.HasErrors.ShouldBeTrue();
        read.Problems.Select(problem => (Path.GetRelativePath(folder.Root, problem.At.File), problem.IsWarning)).ShouldBe(
        [
            ("manifests/lonely/promoter-manifest.yaml", false),
            ("manifests/owners", true),
            ("images/unpromoted", true),
        ]);
        read.Problems[0].Message.ShouldContain("images.yaml");
    }

    [Fact]
    public void Read_SymbolicLinks_AreNotFollowed()
    {
        using var secret = new PromotionFolder().With("x", Registries, Images);
        using var folder = new PromotionFolder().With("file", Registries, Images).With("folder", Registries, Images);
        File.Delete(folder.PathOf("images/file/images.yaml"));
        File.CreateSymbolicLink(folder.PathOf("images/file/images.yaml"), secret.PathOf("images/x/images.yaml"));
        Directory.Delete(folder.PathOf("images/folder"), recursive: true);
        Directory.CreateSymbolicLink(folder.PathOf("images/folder"), secret.PathOf("images/x"));
        Directory.CreateSymbolicLink(folder.PathOf("manifests/linked"), secret.PathOf("manifests/x"));
        var read = Read(folder.Root);
        read.Manifests.ShouldBeEmpty();
        read.Problems.Select(problem => Path.GetRelativePath(folder.Root, problem.At.File)).Distinct()
            .ShouldBe(["images/file/images.yaml", "images/folder", "manifests/linked"], ignoreOrder: true);
        read.Problems.ShouldAllBe(problem => !problem.IsWarning && problem.Message.Contains("symbolic link", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NothingThere_SaysSo()
    {
        using var folder = new PromotionFolder();
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain("there is no such folder");
        Read(folder.PathOf("none.yaml")).Problems.ShouldHaveSingleItem().Message.ShouldContain("there is no such file");
    }

    [Fact]
    public void Read_FileAboveTheSize_IsRefused()
    {
        using var folder = new PromotionFolder().With("a", Registries, "[]" + new string('\n', 16 << 20));
        var problem = Read(folder.Root).Problems.ShouldHaveSingleItem();
        (problem.At.ToString(), problem.Message).ShouldBe((folder.PathOf("images/a/images.yaml"), "larger than 16 MiB"));
    }

    [Fact]
    public void Read_FilesLargerThanAPolicy_AreRead()
    {
        var image = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"    \"{Digest.Of(BitConverter.GetBytes(i))}\": [\"v1.{i}\"]\n"));
        using var folder = new PromotionFolder().With("a", Registries, $"- name: big\n  dmap:\n{image}");
        var read = Read(folder.Root);
        read.Problems.ShouldBeEmpty();
        read.Manifests[0].Images[0].Digests.Count.ShouldBe(20_000);
    }

    [Fact]
    public void Read_RealManifests_HaveNoProblem()
    {
        if (SharedData.Root is not { } root) return; // the same as above, as Kubernetes writes them
        var read = Read(Path.Combine(root, "promotion", "registry"));
        read.Problems.ShouldBeEmpty();
        read.Manifests.Select(manifest => manifest.Name).ShouldBe(["charts", "k8s-staging-boskos"]);
        read.Manifests.ShouldAllBe(manifest => manifest.Destinations.Count > 10 && manifest.Images.Count > 0);
    }

    [Fact]
    public void Read_DamagedFiles_AreReadOrRefused()
    {
        var (read, refused) = (0, 0);
        using var folder = new PromotionFolder().With("a", Registries, Images);
        for (var seed = 0; seed < 1_000; seed++)
        {
            var (path, text) = seed % 2 == 0 ? ("manifests/a/promoter-manifest.yaml", Registries) : ("images/a/images.yaml", Images);
            File.WriteAllBytes(folder.PathOf(path), Damage.Of(System.Text.Encoding.UTF8.GetBytes(text), new Random(seed)));
            var result = Read(folder.Root);
            if (result.HasErrors) refused++;
            else read++;
            result.Problems.ShouldAllBe(problem => problem.Message.All(c => !char.IsControl(c)));
            File.WriteAllText(folder.PathOf(path), text);
        }
        read.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(500);
    }

    private static PromotionManifests Read(string path) => new PromotionReader(TimeProvider.System).Read(path, TestContext.Current.CancellationToken);
}
