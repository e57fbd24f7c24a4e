using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Tests.Artifacts.Promotion.Revisions;

public sealed class RevisionReaderTests : IDisposable
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Registries = "registries:\n- {name: staging.example.org/team, src: true}\n- {name: eu.example.org/prod}\n";
    private const string Images = $"- name: app\n  dmap:\n    {A}: [v1]\n";

    private readonly GitSandbox _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Read_Commit_IsReadAndNotTheFolder()
    {
        var commit = _git.With("promotion/manifests/a/promoter-manifest.yaml", Registries).With("promotion/images/a/images.yaml", Images).With("promotion/images/a/OWNERS", "x").Commit();
        _git.With("promotion/images/a/images.yaml", "broken: [");
        var read = await ReadAsync(commit, "promotion");
        read.Problems.ShouldBeEmpty();
        read.Read.Manifests.ShouldHaveSingleItem().Images.ShouldHaveSingleItem().Name.ShouldBe("app");
        read.Files.Keys.ShouldBe(["promotion/images/a/images.yaml", "promotion/manifests/a/promoter-manifest.yaml"], ignoreOrder: true);
    }

    [Fact]
    public async Task Read_OneFile_IsRead()
    {
        var commit = _git.With("all/app.yaml", Registries + "images: []\n").Commit();
        var read = await ReadAsync(commit, "all/app.yaml");
        read.Read.Manifests.ShouldHaveSingleItem().Name.ShouldBe("app");
        read.Problems.ShouldHaveSingleItem().At.ShouldBe(new FilePlace("all/app.yaml", 2, 10));
    }

    [Fact]
    public async Task Read_NothingThere_IsNothing()
    {
        var commit = _git.With("README", "x").Commit();
        var read = await ReadAsync(commit, "promotion");
        (read.Files.Count, read.Problems.Count).ShouldBe((0, 0));
        (await ReadAsync(commit, "")).Problems.ShouldBeEmpty();
        (await ReadAsync(commit, "README/below")).Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_Places_AreTheRepositorys()
    {
        var manifest = (await ReadAsync(_git.With("p/manifests/a/promoter-manifest.yaml", Registries).With("p/images/a/images.yaml", Images).Commit(), "p")).Read.Manifests.ShouldHaveSingleItem();
        manifest.Destinations.Prepend(manifest.Source).ShouldAllBe(one => one.At.File == "p/manifests/a/promoter-manifest.yaml");
        var digest = manifest.Images.ShouldHaveSingleItem().Digests.ShouldHaveSingleItem();
        ((FilePlace[])[manifest.Images[0].At, digest.At, digest.Tags[0].At]).ShouldAllBe(at => at.File == "p/images/a/images.yaml");
    }

    [Fact]
    public async Task Read_TreeWithOneNameTwice_IsRefused()
    {
        var blob = _git.GitWith(Images, "hash-object", "-w", "--stdin");
        byte[] entry = [.. "100644 images.yaml\0"u8, .. Convert.FromHexString(blob)];
        await File.WriteAllBytesAsync(_git.PathOf("tree"), [.. entry, .. entry], TestContext.Current.CancellationToken);
        var twice = _git.Git("hash-object", "-t", "tree", "-w", "--literally", "tree");
        var images = _git.GitWith($"040000 tree {twice}\ta\n", "mktree");
        var root = _git.GitWith($"040000 tree {images}\timages\n", "mktree");
        var commit = _git.Git("commit-tree", "-m", "twice", root);
        (await Should.ThrowAsync<GitException>(() => ReadAsync(commit, ""))).Message.ShouldContain("has 'a/images.yaml' twice");
    }

    [Fact]
    public async Task Read_Errors_HaveTheRepositorysPaths()
    {
        var commit = _git.With("p/manifests/a/promoter-manifest.yaml", Registries).With("p/images/a/images.yaml", "- {name: A, dmap: {}}").With("p/manifests/b/promoter-manifest.yaml", Registries).With("p/manifests/c/OWNERS", "").Commit();
        var read = await ReadAsync(commit, "p");
        read.HasErrors.ShouldBeTrue();
        read.Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "p/images/a/images.yaml:1:10: 'A' is no name of an image: lower-case letters and digits, with '/', '.', '_' or '-' between them",
            "p/manifests/b/promoter-manifest.yaml: there is no p/images/b/images.yaml that belongs to it: add it, be it an empty list",
            "p/manifests/c: warning: it has no promoter-manifest.yaml, and is passed over",
        ]);
    }

    [Fact]
    public async Task Read_SymbolicLinks_AreErrors()
    {
        _git.With("secret.yaml", Images).With("a", Registries, Images);
        File.Delete(_git.PathOf("images/a/images.yaml"));
        File.CreateSymbolicLink(_git.PathOf("images/a/images.yaml"), "../../secret.yaml");
        Directory.CreateDirectory(_git.PathOf("docs"));
        File.CreateSymbolicLink(_git.PathOf("docs/link"), "/etc/passwd"); // nobody reads that
        var read = await ReadAsync(_git.Commit(), "");
        read.Read.Manifests.ShouldBeEmpty();
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe("images/a/images.yaml: it is a symbolic link, and those are not followed: put the file itself there");
    }

    [Fact]
    public async Task Read_LinkedFolders_AreErrors()
    {
        _git.With("real/manifests/a/promoter-manifest.yaml", Registries).With("real/images/a/images.yaml", Images);
        File.CreateSymbolicLink(_git.PathOf("linked"), "real");
        Directory.CreateDirectory(_git.PathOf("half"));
        File.CreateSymbolicLink(_git.PathOf("half/manifests"), "../real/manifests");
        var commit = _git.Commit();
        (await ReadAsync(commit, "linked")).Problems.ShouldHaveSingleItem().Message.ShouldContain("symbolic link");
        (await ReadAsync(commit, "half")).Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("half/manifests: it is a symbolic link");
    }

    [Fact]
    public async Task Read_Submodule_IsAnError()
    {
        var commit = _git.With("a", Registries, Images).Commit();
        _git.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},manifests/sub");
        var read = await ReadAsync(_git.CommitIndex(), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("manifests/sub: it is a submodule");
    }

    [Theory]
    [InlineData("images/a\nb/images.yaml", "its name has control characters")]
    [InlineData("images/\u001b[31m/images.yaml", "its name has control characters")]
    public async Task Read_OddNames_AreErrors(string path, string message)
    {
        var read = await ReadAsync(_git.With("a", Registries, Images).With(path, Images).Commit(), "");
        read.Problems.ShouldHaveSingleItem().Message.ShouldBe(message);
        read.Read.Manifests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NameThatLeadsUp_IsAnError()
    {
        var blob = _git.GitWith(Images, "hash-object", "-w", "--stdin");
        var up = _git.GitWith($"100644 blob {blob}\timages.yaml\n", "mktree");
        var images = _git.GitWith($"040000 tree {up}\t..\n", "mktree");
        var root = _git.GitWith($"040000 tree {images}\timages\n", "mktree");
        var read = await ReadAsync(_git.Git("commit-tree", "-m", "up", root), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe("images/../images.yaml: its name leads elsewhere");
    }

    [Fact]
    public async Task Read_HugeFile_IsNotTakenOut()
    {
        var read = await ReadAsync(_git.With("a", Registries, "[]" + new string('\n', 17 << 20)).Commit(), "");
        read.Problems.ShouldHaveSingleItem().ToString().ShouldBe("images/a/images.yaml: larger than 16 MiB");
    }

    [Fact]
    public async Task Read_FiltersHooksAndMonitors_AreNotRun()
    {
        var ran = _git.PathOf("ran");
        var script = _git.PathOf("run.sh");
        File.WriteAllText(script, $"#!/bin/sh\ntouch {ran}\ncat\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _git.With("a", Registries, Images).With(".gitattributes", "*.yaml diff=evil filter=evil text eol=crlf ident\n");
        var commit = _git.Git("add", "-A") is not null ? _git.CommitIndex() : "";
        Directory.CreateDirectory(_git.PathOf(".git/hooks"));
        foreach (var hook in (string[])["post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"]) File.Copy(script, _git.PathOf($".git/hooks/{hook}"), overwrite: true);
        foreach (var setting in (string[])["filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "core.fsmonitor", "core.sshCommand", "core.pager", "core.alternateRefsCommand"]) _git.Git("config", setting, script);
        _git.Git("config", "core.hooksPath", _git.PathOf(".git/hooks"));
        File.Delete(ran);
        var read = await ReadAsync(commit, "");
        read.Problems.ShouldBeEmpty();
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public async Task Read_ReplacedObjects_AreReadAsTheyWereCommitted()
    {
        var commit = _git.With("a", Registries, Images).Commit();
        var other = _git.GitWith("[]", "hash-object", "-w", "--stdin");
        _git.Git("replace", _git.Git("rev-parse", "HEAD:images/a/images.yaml"), other);
        _git.Git("show", "HEAD:images/a/images.yaml").ShouldBe("[]"); // git itself is taken in
        (await ReadAsync(commit, "")).Read.Manifests.ShouldHaveSingleItem().Images.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Read_MissingObject_IsNotFetched()
    {
        var ran = _git.PathOf("fetched");
        var commit = _git.With("a", Registries, Images).Commit();
        var blob = _git.Git("rev-parse", "HEAD:images/a/images.yaml");
        File.Delete(_git.PathOf($".git/objects/{blob[..2]}/{blob[2..]}"));
        _git.Git("config", "core.repositoryFormatVersion", "1");
        _git.Git("config", "extensions.partialClone", "origin");
        _git.Git("config", "remote.origin.promisor", "true");
        _git.Git("config", "remote.origin.url", $"ext::sh -c touch% {ran}");
        _git.Git("config", "protocol.ext.allow", "always");
        (await Should.ThrowAsync<GitException>(() => ReadAsync(commit, ""))).Message.ShouldEndWith("is the clone a partial one?");
        File.Exists(ran).ShouldBeFalse();
    }

    [Fact]
    public async Task Read_WhatGitRefuses_IsToldByItsReason()
    {
        var tree = _git.With("a", Registries, Images).Commit();
        var images = _git.Git("rev-parse", $"{tree}:images");
        File.Delete(_git.PathOf($".git/objects/{images[..2]}/{images[2..]}"));
        (await Should.ThrowAsync<GitException>(() => ReadAsync(tree, ""))).Message.ShouldStartWith("git can't read the repository: fatal: ");
    }

    [Fact]
    public async Task Resolve_Ranges_AreCommits()
    {
        var first = _git.With("a", Registries, Images).Commit();
        _git.Git("checkout", "-q", "-b", "feature");
        var feature = _git.CommitIndex();
        _git.Git("checkout", "-q", "main");
        var main = _git.With("b", "x").Commit();
        (await ResolveAsync("main..feature")).ShouldBe((main, feature));
        (await ResolveAsync("main...feature")).ShouldBe((first, feature));

        _git.Git("update-ref", "refs/heads/--output=x", feature);
        (await ResolveAsync("main..refs/heads/--output=x")).ShouldBe((main, feature));
        File.Exists(_git.PathOf("x")).ShouldBeFalse();
        (await Should.ThrowAsync<GitException>(() => ResolveAsync("main..nowhere"))).Message.ShouldContain("'nowhere' is no commit of the repository");
        (await Should.ThrowAsync<GitException>(() => ResolveAsync("main..main:images"))).Message.ShouldContain("no commit");
        (await Should.ThrowAsync<GitException>(() => ResolveAsync("^main..main"))).Message.ShouldContain("'^main' is no commit");

        var lonely = _git.Git("commit-tree", "-m", "other", $"{main}^{{tree}}");
        (await Should.ThrowAsync<GitException>(() => ResolveAsync($"main...{lonely}"))).Message.ShouldContain("no commit in common");
    }

    [Fact]
    public async Task Resolve_NoRepository_SaysSo()
    {
        var folder = Directory.CreateTempSubdirectory("fairlead-nogit-").FullName;
        var reader = new RevisionReader(folder, RepositoryPath.Root, TimeProvider.System);
        (await Should.ThrowAsync<GitException>(() => reader.ResolveAsync(new RevisionRange("a", "b", false), TestContext.Current.CancellationToken))).Message.ShouldContain("not a git repository");
        Directory.Delete(folder);
    }

    private Task<(string Base, string Head)> ResolveAsync(string range)
    {
        RevisionRange.TryParse(range, out var parsed, out _).ShouldBeTrue();
        return Reader("").ResolveAsync(parsed, TestContext.Current.CancellationToken);
    }

    private Task<RevisionManifests> ReadAsync(string commit, string path) => Reader(path).ReadAsync(commit, NameMap.Empty, TestContext.Current.CancellationToken);

    private RevisionReader Reader(string path)
    {
        RepositoryPath.TryParse(path, out var parsed, out _).ShouldBeTrue();
        return new RevisionReader(_git.Root, parsed, TimeProvider.System);
    }
}
