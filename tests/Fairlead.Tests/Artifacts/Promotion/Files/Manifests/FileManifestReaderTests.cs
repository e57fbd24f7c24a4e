using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Promotion.Manifests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Manifests;

public sealed class FileManifestReaderTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Stores = """
        # google group for gcr.io/k8s-staging-provider-aws
        filestores:
        - base: gs://k8s-staging-provider-aws/releases/
          src: true
        - base: gs://k8s-artifacts-prod/binaries/cloud-provider-aws/
          service-account: promoter@example.org
        - base: s3://second-home?region=eu-west-3
        - base: gs://k8s-artifacts-prod/binaries/cloud-provider-aws
        """;

    private const string List = $$"""
        files:
        - name: v1/linux/amd64/tool
          sha256: {{A}}
        - {name: v1/linux/arm64/tool, sha256: {{B}}}
        """;

    [Fact]
    public void Read_ManifestWithLists_HasItsPartsAndPlaces()
    {
        using var folder = Folder(Stores, List)
            .WithFile("manifests/aws/old/v0.yaml", $"files: [{{name: v0/tool, sha256: {A}}}, {{name: v1/linux/amd64/tool, sha256: {A}}}]")
            .WithFile("manifests/aws/OWNERS", "{{{ no yaml").WithFile("filestores/OWNERS", "x").WithFile("filestores/aws/OWNERS", "x").WithFile("manifests/README.md", "x");
        var read = Read(folder.Root);
        read.Problems.ShouldBeEmpty();
        var manifest = read.Manifests.ShouldHaveSingleItem();
        (manifest.Name, manifest.Source.Url.Text, manifest.Source.IsSource).ShouldBe(("aws", "gs://k8s-staging-provider-aws/releases/", true));
        manifest.Destinations.Select(store => store.Url.Text).ShouldBe(["gs://k8s-artifacts-prod/binaries/cloud-provider-aws/", "s3://second-home?region=eu-west-3"]);
        manifest.Destinations[0].ServiceAccount.ShouldBe("promoter@example.org");
        manifest.Destinations[0].At.ShouldBe(new FilePlace(folder.PathOf("filestores/aws/filepromoter-manifest.yaml"), 5, 9));
        manifest.Files.Select(file => file.Name).ShouldBe(["v0/tool", "v1/linux/amd64/tool", "v1/linux/arm64/tool"]);
        manifest.Files[2].Digest.ShouldBe(Digest.Parse("sha256:" + B));
        manifest.Files[2].At.ShouldBe(new FilePlace(folder.PathOf("manifests/aws/v1.yaml"), 4, 10));
    }

    [Fact]
    public void Read_OneFile_HasBoth()
    {
        using var folder = new PromotionFolder().WithFile("all.yaml", $"{Stores}\n{List}\n");
        var read = Read(folder.PathOf("all.yaml"));
        read.Problems.ShouldBeEmpty();
        (read.Manifests.ShouldHaveSingleItem().Name, read.Manifests[0].Files.Count).ShouldBe(("all", 2));
    }

    [Fact]
    public void Read_ManyMistakes_AreToldAllAtOnce()
    {
        using var folder = Folder("""
            filestores:
            - {base: gs://from, src: true, srv: 1}
            - {base: http://to}
            - {src: yes}
            - {base: "gs://dest?keys=x/{hex}"}
            files: []
            filestores: []
            """, $$"""
            files:
            - {name: ../up, sha256: {{A}}}
            - {name: /etc/passwd, sha256: {{A}}}
            - {name: a//b, sha256: {{A}}}
            - {name: "a\nb", sha256: {{A}}}
            - {name: "a\u202Eb", sha256: {{A}}}
            - {name: "a\\b", sha256: {{A}}}
            - {name: "", sha256: {{A}}}
            - {name: " a", sha256: {{A}}}
            - {name: a, sha256: AAAA}
            - {name: a, digest: {{A}}}
            - {name: same, sha256: {{A}}}
            - {name: same, sha256: {{A}}}
            - {name: same, sha256: {{B}}}
            - {sha256: {{A}}}
            - b
            owner: me
            """).WithFile("manifests/aws/sub/w.yaml", "[]").WithFile("manifests/aws/x.yaml", "file: []");
        var read = Read(folder.Root);
        read.HasErrors.ShouldBeTrue();
        read.Manifests.ShouldBeEmpty();
        var problems = string.Join('\n', read.Problems).Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        string[] expected =
        [
            "filestores/aws/filepromoter-manifest.yaml:2:32: 'srv' is not a key of a file store: did you mean 'src'?",
            "filestores/aws/filepromoter-manifest.yaml:3:10: a store is s3://BUCKET",
            "filestores/aws/filepromoter-manifest.yaml:4:3: a file store needs a 'base'",
            "filestores/aws/filepromoter-manifest.yaml:4:9: 'src' must be true or false",
            "filestores/aws/filepromoter-manifest.yaml:5:10: 'keys' is of mirrors",
            "filestores/aws/filepromoter-manifest.yaml:6:1: 'files' is not a key of a manifest",
            "filestores/aws/filepromoter-manifest.yaml:7:1: 'filestores' is set twice",
            "manifests/aws/v1.yaml:3:10: '/etc/passwd' can't be a file's name: names are relative",
            "manifests/aws/v1.yaml:5:10: 'a\\u000ab' can't be a file's name: it has the invisible character U+000A in it",
            "manifests/aws/v1.yaml:6:10: 'a\\u202eb' can't be a file's name: it has the invisible character U+202E in it",
            "manifests/aws/v1.yaml:9:10: ' a' can't be a file's name: it begins or ends with a space",
            "manifests/aws/v1.yaml:10:21: 'AAAA' is no SHA-256",
            "manifests/aws/v1.yaml:11:3: a file needs a 'sha256'",
            "manifests/aws/v1.yaml:11:13: 'digest' is not a key of a file",
            "manifests/aws/v1.yaml:14:3: 'same' has another sha256 at manifests/aws/v1.yaml:12:10: keep the right one",
            "manifests/aws/v1.yaml:15:3: a file needs a 'name'",
            "manifests/aws/v1.yaml:16:3: a file must be a mapping",
            "manifests/aws/v1.yaml:17:1: 'owner' is not a key of a list of files",
            "manifests/aws/sub/w.yaml:1:1: a list of files must be a mapping",
            "manifests/aws/x.yaml:1:1: the file has no 'files'",
            "manifests/aws/x.yaml:1:1: 'file' is not a key of a list of files: did you mean 'files'?",
        ];
        foreach (var line in expected) problems.ShouldContain(line);
        read.Problems.Count.ShouldBe(expected.Length, problems);
    }

    [Theory]
    [InlineData("../up", "'..'")]
    [InlineData("a//b", "empty")]
    [InlineData("a/", "empty")]
    [InlineData("a/./b", "'.'")]
    [InlineData("a\\\\b", "backslash")]
    [InlineData("", "empty")]
    [InlineData("\\uD800", "surrogates")]
    [InlineData("a\\u00A0b", "odd space")]
    public void Read_NameThatIsNoKey_IsToldWhy(string name, string why)
    {
        using var folder = Folder(Stores, $"files: [{{name: \"{name}\", sha256: {A}}}]");
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain(why);
    }

    [Fact]
    public void Read_NameThatIsTooLongBehindABase_IsToldWhy()
    {
        using var folder = Folder(Stores, $"files: [{{name: \"{new string('a', 1000)}\", sha256: {A}}}]");
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain("longer than 1024 bytes");
    }

    [Theory]
    [InlineData("gs://from")]
    [InlineData("gs://from/")]
    [InlineData("gs://from/sub")]
    public void Read_DestinationInTheSource_IsRefused(string destination)
    {
        using var folder = Folder($"filestores:\n- {{base: gs://from, src: true}}\n- {{base: {destination}}}\n", List);
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain("nothing is ever put there");
    }

    [Fact]
    public void Read_SourceInTheDestination_IsRefused()
    {
        using var folder = Folder("filestores:\n- {base: gs://all/staging, src: true}\n- {base: gs://all}\n", List);
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain("nothing is ever put there");
    }

    [Theory]
    [InlineData("[]", "no file store is the source")]
    [InlineData("[{base: gs://from}]", "no file store is the source")]
    [InlineData("[{base: gs://from, src: true}, {base: gs://also, src: true}]", "a second source")]
    public void Read_NotOneSource_IsRefused(string stores, string why)
    {
        using var folder = Folder($"filestores: {stores}\n", List);
        Read(folder.Root).Problems.ShouldHaveSingleItem().Message.ShouldContain(why);
    }

    [Fact]
    public void Read_FoldersThatDontBelongTogether_AreTold()
    {
        using var folder = Folder(Stores, List)
            .WithFile("filestores/empty/OWNERS", "x")
            .WithFile("filestores/alone/filepromoter-manifest.yaml", Stores)
            .WithFile("manifests/orphan/v1.yaml", List)
            .WithFile("manifests/aws/v2.yml", List);
        var read = Read(folder.Root);
        string[] expected =
        [
            "filestores/alone/filepromoter-manifest.yaml: there is no folder manifests/alone with the lists",
            "manifests/aws/v2.yml: warning: it is passed over",
            "filestores/empty: warning: it has no filepromoter-manifest.yaml, and is passed over",
            "manifests/orphan: warning: no filestores/orphan/filepromoter-manifest.yaml promotes it",
        ];
        var problems = string.Join('\n', read.Problems).Replace(folder.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        foreach (var line in expected) problems.ShouldContain(line);
        read.Problems.Count.ShouldBe(expected.Length, problems);
        read.Manifests.ShouldHaveSingleItem().Name.ShouldBe("aws");
    }

    [Theory]
    [InlineData("manifests/aws/link.yaml", "manifests/aws/v1.yaml")]
    [InlineData("manifests/aws/sub", "elsewhere")]
    [InlineData("filestores/linked", "filestores/aws")]
    public void Read_SymbolicLink_IsNotFollowed(string link, string target)
    {
        using var folder = Folder(Stores, List).WithFile("elsewhere/secret.yaml", "files: []");
        File.CreateSymbolicLink(folder.PathOf(link), folder.PathOf(target));
        var read = Read(folder.Root);
        read.HasErrors.ShouldBeTrue();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{folder.PathOf(link)}: it is a symbolic link, and those are not followed: put the folder itself here");
    }

    [Fact]
    public void Read_LinkThatIsNoList_IsPassedOver()
    {
        using var folder = Folder(Stores, List);
        File.CreateSymbolicLink(folder.PathOf("manifests/aws/OWNERS"), "/nowhere");
        Read(folder.Root).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Read_Map_ReplacesBasesAndTheFlagGoesFirst()
    {
        using var folder = Folder($"{Stores}\nregistryMap:\n  gs://k8s-artifacts-prod: s3://own?endpoint=http://127.0.0.1:1\n  gs://k8s-staging-provider-aws: gs://own-staging\n", List);
        var manifest = Read(folder.Root, "gs://k8s-artifacts-prod/binaries=file:///srv/sandbox").Manifests.ShouldHaveSingleItem();
        manifest.Source.Url.Text.ShouldBe("gs://own-staging/releases/");
        manifest.Destinations[0].Url.Text.ShouldBe("file:///srv/sandbox/cloud-provider-aws/");
        Read(folder.Root).Manifests[0].Destinations[0].Url.Text.ShouldBe("s3://own/binaries/cloud-provider-aws/?endpoint=http://127.0.0.1:1");
    }

    [Fact]
    public void Read_MapThatMatchesNothing_IsAnError()
    {
        using var folder = Folder(Stores, List);
        Read(folder.Root, "gs://k8s-artifacts-prd=gs://own").Problems.ShouldHaveSingleItem().Message.ShouldContain("no name in the manifests");
    }

    [Fact]
    public void Read_MapThatMakesTwoDestinationsOne_IsOne()
    {
        using var folder = Folder(Stores, List);
        Read(folder.Root, "gs://k8s-artifacts-prod/binaries/cloud-provider-aws=gs://own", "s3://second-home=gs://own").Manifests[0].Destinations.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_EveryPrefixOfAManifest_EndsInSomeAnswer()
    {
        for (var length = 0; length < Stores.Length; length += 7)
        {
            using var folder = Folder(Stores[..length], List);
            var read = Read(folder.Root);
            (read.Manifests.Count + read.Problems.Count).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Read_RealManifests_HaveNoProblems()
    {
        if (SharedData.Root is null) return;
        var read = Read(Path.Combine(SharedData.Root, "promotion", "artifacts"));
        read.Problems.ShouldBeEmpty();
        var manifest = read.Manifests.ShouldHaveSingleItem();
        (manifest.Name, manifest.Destinations.Count).ShouldBe(("k8s-staging-provider-aws", 1));
        manifest.Files.ShouldContain(file => file.Name == "linux/amd64/ecr-credential-provider-linux-amd64");
    }

    private static PromotionFolder Folder(string stores, string list) =>
        new PromotionFolder().WithFile("filestores/aws/filepromoter-manifest.yaml", stores).WithFile("manifests/aws/v1.yaml", list);

    private static FileManifests Read(string path, params string[] maps)
    {
        var mappings = maps.Select(text => NameMapping.TryParse(text, out var mapping, out var problem) ? mapping : throw new FormatException(problem)).ToList();
        NameMap.TryCreate(mappings, out var map, out var twice).ShouldBeTrue(twice);
        return new FileManifestReader(TimeProvider.System).Read(path, map!, default);
    }
}
