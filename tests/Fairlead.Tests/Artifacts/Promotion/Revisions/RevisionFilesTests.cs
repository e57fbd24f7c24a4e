using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Tests.Artifacts.Promotion.Revisions;

public sealed class RevisionFilesTests : IDisposable
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Stores = "filestores:\n- {base: 'gs://staging/tools/', src: true}\n- {base: 'gs://prod/tools/'}\n";
    private const string Files = $"files:\n- {{name: v1/tool, sha256: {A}}}\n";
    private const string StoresFile = "filestores/t/filepromoter-manifest.yaml";

    private readonly GitSandbox _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Read_Commit_IsReadAndNotTheFolder()
    {
        var commit = _git.With($"p/{StoresFile}", Stores).With("p/manifests/t/OWNERS", "x").With("p/manifests/t/deep/er/v1.yaml", Files).Commit();
        _git.With("p/manifests/t/deep/er/v1.yaml", "broken: [");
        var read = await ReadAsync(commit, "p");
        read.Problems.ShouldBeEmpty();
        read.Read.Manifests.ShouldBeEmpty();
        read.Files.Keys.ShouldBe(["p/manifests/t/deep/er/v1.yaml", $"p/{StoresFile}"], ignoreOrder: true);
        var manifest = read.FilesRead.Manifests.ShouldHaveSingleItem();
        manifest.Destinations.Prepend(manifest.Source).ShouldAllBe(one => one.At.File == $"p/{StoresFile}");
        manifest.Files.ShouldHaveSingleItem().At.ShouldBe(new FilePlace("p/manifests/t/deep/er/v1.yaml", 2, 10));
    }

    [Fact]
    public async Task Read_OneFile_IsRead()
    {
        var read = await ReadAsync(_git.With("all/tool.yaml", Stores + Files).Commit(), "all/tool.yaml");
        read.Problems.ShouldBeEmpty();
        read.FilesRead.Manifests.ShouldHaveSingleItem().Name.ShouldBe("tool");
    }

    [Fact]
    public async Task Read_BothKinds_AreRead()
    {
        const string Registries = "registries:\n- {name: staging.example.org/team, src: true}\n- {name: eu.example.org/prod}\n";
        _git.With("a", Registries, $"- name: app\n  dmap: {{'sha256:{A}': [v1]}}\n").With(StoresFile, Stores).With("manifests/t/v1.yaml", Files).With("manifests/a/notes.yaml", "broken: [");
        var map = Map("gs://prod=gs://sandbox", "eu.example.org=localhost:5000");
        var read = await Reader("").ReadAsync(_git.Commit(), map, TestContext.Current.CancellationToken);
        read.Problems.ShouldBeEmpty(); // neither reader's of the other's folders and names
        read.Read.Manifests.ShouldHaveSingleItem().Destinations.ShouldHaveSingleItem().Root.Name.ShouldBe("localhost:5000/prod");
        read.FilesRead.Manifests.ShouldHaveSingleItem().Destinations.ShouldHaveSingleItem().Url.Text.ShouldBe("gs://sandbox/tools/");
        read.Files.Keys.ShouldNotContain("manifests/a/notes.yaml");
    }

    [Fact]
    public async Task Read_MapThatMatchesNeitherKind_IsAnError()
    {
        _git.With("a", "registries:\n- {name: staging.example.org, src: true}\n", "[]").With(StoresFile, Stores).With("manifests/t/v1.yaml", Files);
        var read = await Reader("").ReadAsync(_git.Commit(), Map("gs://prd=gs://sandbox"), TestContext.Current.CancellationToken);
        read.HasErrors.ShouldBeTrue();
        read.Problems.Where(problem => !problem.IsWarning).ShouldHaveSingleItem().Message.ShouldStartWith("--map 'gs://prd=gs://sandbox': no name in the manifests");
    }

    [Fact]
    public async Task Read_Errors_HaveTheRepositorysPaths()
    {
        var commit = _git.With($"p/{StoresFile}", Stores).With("p/manifests/t/v1.yaml", "files:\n- {name: v1/tool, sha256: ab}\n").With("p/filestores/u/filepromoter-manifest.yaml", Stores).With("p/filestores/w/OWNERS", "").With("p/manifests/x/v1.yaml", "").Commit();
        var read = await ReadAsync(commit, "p");
        read.HasErrors.ShouldBeTrue();
        read.Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "p/filestores/u/filepromoter-manifest.yaml: there is no folder p/manifests/u with the lists that belong to it: add it, be it with an empty list",
            "p/filestores/w: warning: it has no filepromoter-manifest.yaml, and is passed over",
            "p/manifests/t/v1.yaml:2:27: 'ab' is no SHA-256: 64 lower-case hexadecimal digits",
            "p/manifests/x: warning: no filestores/x/filepromoter-manifest.yaml promotes it",
        ]);
    }

    [Theory]
    [InlineData("manifests/t/linked.yaml")]
    [InlineData("manifests/t/deep/linked")]
    [InlineData("filestores/linked")]
    [InlineData("filestores/t/linked.yaml")]
    public async Task Read_SymbolicLinks_AreErrors(string path)
    {
        _git.With(StoresFile, Stores).With("manifests/t/v1.yaml", Files).With("manifests/t/deep/OWNERS", "");
        File.CreateSymbolicLink(_git.PathOf(path), "/etc");
        var read = await ReadAsync(_git.Commit(), "");
        read.FilesRead.Manifests.ShouldBeEmpty();
        read.HasErrors.ShouldBeTrue();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{path}: it is a symbolic link, and those are not followed: put the file itself there");
    }

    [Fact]
    public async Task Read_LinkedFolder_IsAnError()
    {
        _git.With($"real/{StoresFile}", Stores).With("manifests/t/v1.yaml", Files);
        File.CreateSymbolicLink(_git.PathOf("filestores"), "real/filestores");
        (await ReadAsync(_git.Commit(), "")).Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("filestores: it is a symbolic link");
    }

    [Fact]
    public async Task Read_Submodule_IsAnError()
    {
        var commit = _git.With(StoresFile, Stores).With("manifests/t/v1.yaml", Files).Commit();
        _git.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},filestores/sub");
        (await ReadAsync(_git.CommitIndex(), "")).Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("filestores/sub: it is a submodule");
    }

    [Fact]
    public async Task Read_NameWithControlCharacters_IsAnError()
    {
        var read = await ReadAsync(_git.With(StoresFile, Stores).With("manifests/t/v1.yaml", Files).With("manifests/t/\u001b[31m.yaml", Files).Commit(), "");
        read.Problems.ShouldHaveSingleItem().Message.ShouldBe("its name has control characters");
        read.FilesRead.Manifests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NameThatLeadsUp_IsAnError()
    {
        var list = _git.GitWith(Files, "hash-object", "-w", "--stdin");
        var stores = _git.GitWith(Stores, "hash-object", "-w", "--stdin");
        var up = _git.GitWith($"040000 tree {Tree($"100644 blob {list}\tv1.yaml")}\t..\n", "mktree");
        var manifests = Tree($"040000 tree {up}\tt");
        var filestores = Tree($"040000 tree {Tree($"100644 blob {stores}\tfilepromoter-manifest.yaml")}\tt");
        var root = Tree($"040000 tree {filestores}\tfilestores\n040000 tree {manifests}\tmanifests");
        var read = await ReadAsync(_git.Git("commit-tree", "-m", "up", root), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe("manifests/t/../v1.yaml: its name leads elsewhere");

        string Tree(string entries) => _git.GitWith(entries + "\n", "mktree");
    }

    [Fact]
    public async Task Read_HugeList_IsNotTakenOut()
    {
        var read = await ReadAsync(_git.With(StoresFile, Stores).With("manifests/t/v1.yaml", Files + new string('\n', 17 << 20)).Commit(), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe("manifests/t/v1.yaml: larger than 16 MiB");
    }

    [Fact]
    public async Task Read_ListsTooDeep_AreAnError()
    {
        var folders = string.Concat(Enumerable.Repeat("d/", 33));
        var read = await ReadAsync(_git.With(StoresFile, Stores).With($"manifests/t/{folders}v1.yaml", Files).Commit(), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"manifests/t/{folders[..^1]}: it lies more than 32 folders deep");
    }

    private static NameMap Map(params string[] mappings)
    {
        List<NameMapping> parsed = [.. mappings.Select(text => NameMapping.TryParse(text, out var mapping, out _) ? mapping : throw new ArgumentException(text))];
        return NameMap.TryCreate(parsed, out var map, out _) ? map : NameMap.Empty;
    }

    private Task<RevisionManifests> ReadAsync(string commit, string path) => Reader(path).ReadAsync(commit, NameMap.Empty, TestContext.Current.CancellationToken);

    private RevisionReader Reader(string path)
    {
        RepositoryPath.TryParse(path, out var parsed, out _).ShouldBeTrue();
        return new RevisionReader(_git.Root, parsed, TimeProvider.System);
    }
}
