using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Tests.Artifacts.Promotion.Manifests;
using Fairlead.Tests.Support.Registries;
using Platform = Fairlead.Formats.Oci.Platform;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class AddVerbTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly Image _image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, 1, 1, 100).Build();
    private readonly RegistryContent _content = new();

    public AddVerbTests()
    {
        _content.AddImage("staging/team/app", "v1", _image);
        _content.AddImage("staging/app", "v1", _image);
    }

    private string Digest => _image.Index.Digest.ToString();

    [Fact]
    public async Task Add_TagOfARegistry_IsWrittenToTheManifestOfTheLongestSource()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host).With("wide", Registries($"{registry.Host}/staging"), "[]");
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        var file = folder.PathOf("images/team/images.yaml");
        run.Output.ShouldBe($"{file}:4:5: app@{Digest} (v1): added\n");
        File.ReadAllText(file).ShouldBe($"- name: app\n  dmap:\n    \"{A}\": [\"v0\"]\n    \"{Digest}\": [\"v1\"]\n");
        File.ReadAllText(folder.PathOf("images/wide/images.yaml")).ShouldBe("[]");
        registry.Seen.ShouldAllBe(request => request.Method == "GET");

        var again = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1");
        (again.ExitCode, again.Output).ShouldBe((0, $"{file}:4:5: app@{Digest} (v1): is there already\n"));
    }

    [Fact]
    public async Task Add_RegistryThatDoesNotSayTheDigest_IsAskedForTheManifest()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        registry.Manners.Guard(context =>
        {
            context.Response.OnStarting(() => Task.FromResult(context.Response.Headers.Remove("Docker-Content-Digest")));
            return Task.FromResult(true);
        });
        using var folder = Folder(registry.Host);
        (await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1", "--tag", "v1.0", "--tag", "stable-1")).ExitCode.ShouldBe(0);
        File.ReadAllText(folder.PathOf("images/team/images.yaml")).ShouldEndWith($"    \"{Digest}\": [\"v1.0\", \"stable-1\"]\n");
        registry.Count("GET", "/manifests/").ShouldBe(1);
    }

    [Theory]
    [InlineData(":v1")]
    [InlineData("@")]
    public async Task Add_RegistryThatSaysAnotherDigest_IsNotBelieved(string reference)
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        registry.Manners.Guard(context =>
        {
            context.Response.OnStarting(() => Task.FromResult(context.Response.Headers["Docker-Content-Digest"] = A));
            return Task.FromResult(true);
        });
        using var folder = Folder(registry.Host);
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app{(reference == "@" ? "@" + Digest : reference)}");
        if (reference == ":v1") run.Error.ShouldContain($"what came is {Digest} and not {A}");
        File.ReadAllText(folder.PathOf("images/team/images.yaml")).Contains(Digest, StringComparison.Ordinal).ShouldBe(reference == "@"); // which the content itself proves
        run.ExitCode.ShouldBe(reference == "@" ? 0 : 1);
    }

    [Fact]
    public async Task Add_DigestAlone_IsAdded()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        (await RunAsync(folder, registry, $"{registry.Host}/staging/team/app@{Digest}")).ExitCode.ShouldBe(0);
        File.ReadAllText(folder.PathOf("images/team/images.yaml")).ShouldEndWith($"    \"{Digest}\": []\n");
    }

    [Fact]
    public async Task Add_DryRun_ShowsTheLinesAndWritesNothing()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        var before = File.ReadAllText(folder.PathOf("images/team/images.yaml"));
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1", "--dry-run");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("(v1): would be added\n");
        run.Output.ShouldContain($"images.yaml:4: +    \"{Digest}\": [\"v1\"]\n");
        File.ReadAllText(folder.PathOf("images/team/images.yaml")).ShouldBe(before);
    }

    [Fact]
    public async Task Add_TagOfAnotherDigest_IsRefused()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1", "--tag", "v0");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("images.yaml:3:81: app:v0 is " + A);
        run.Error.ShouldContain("tags never move");
    }

    [Fact]
    public async Task Add_TagThatAnotherManifestGivesToTheSamePlace_IsRefused()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host).With("other", Registries("other.example.org"), $"- name: app\n  dmap: {{{A}: [v1]}}\n");
        var before = File.ReadAllText(folder.PathOf("images/team/images.yaml"));
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("the tag 'v1' is another digest at");
        File.ReadAllText(folder.PathOf("images/team/images.yaml")).ShouldBe(before);
    }

    [Theory]
    [InlineData(":v9", "", 1, "has no such tag in staging/team/app: push it first")]
    [InlineData(":v1", "sha256-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.sig", 1, "is what signatures and the like go by")]
    [InlineData(":v1", "-x", 2, "'-x' is no tag")]
    [InlineData("", "", 2, "names no tag")]
    public async Task Add_WhatCantBeAdded_SaysWhy(string reference, string tag, int exitCode, string error)
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        var run = await RunAsync(folder, registry, [$"{registry.Host}/staging/team/app{reference}", .. tag.Length > 0 ? new[] { $"--tag={tag}" } : []]);
        run.Error.ShouldContain(error);
        run.ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task Add_RegistryThatNoManifestHas_IsWrongUsage()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        var run = await RunAsync(folder, registry, $"{registry.Host}/stagingteam/app:v1");
        (run.ExitCode, registry.Seen.Count).ShouldBe((2, 0));
        run.Error.ShouldContain($"no manifest promotes from a registry that '{registry.Host}/stagingteam/app' is in: did you mean '{registry.Host}/staging/team'?");
        (await RunAsync(folder, registry, "--typo")).Error.ShouldContain("there is no option '--typo'");
    }

    [Fact]
    public async Task Add_SeveralManifestsOfOneSource_WantsAName()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = new PromotionFolder().With("a", Registries($"{registry.Host}/staging/team"), "[]").With("b", Registries($"{registry.Host}/staging/team"), "[]");
        var image = $"{registry.Host}/staging/team/app:v1";
        var run = await RunAsync(folder, registry, image);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("('a', 'b'): choose one with --manifest NAME");
        (await RunAsync(folder, registry, image, "--manifest", "b")).ExitCode.ShouldBe(0);
        File.ReadAllText(folder.PathOf("images/b/images.yaml")).ShouldBe($"- name: app\n  dmap:\n    \"{Digest}\": [\"v1\"]");
        (await RunAsync(folder, registry, image)).Output.ShouldContain("is there already"); // as one of them lists it by now
    }

    [Fact]
    public async Task Add_MappedNames_AreTakenEitherWay()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = new PromotionFolder().With("a", Registries("staging.example.org/team"), "[]");
        string[] map = ["--map", $"staging.example.org={registry.Host}/staging"];
        (await RunAsync(folder, registry, ["staging.example.org/team/app:v1", .. map])).ExitCode.ShouldBe(0);
        (await RunAsync(folder, registry, [$"{registry.Host}/staging/team/app:v1", .. map])).Output.ShouldContain("is there already");
    }

    [Fact]
    public async Task Add_OneFileAndJson_AreSaidAndWritten()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = new PromotionFolder().WithFile("all.yaml", Registries($"{registry.Host}/staging/team") + "images: [] # none\n");
        var run = await CommandRun.ProgramAsync(null, "promote", "add", "--manifests", folder.PathOf("all.yaml"), "--plain-http", registry.Host, "--json", $"{registry.Host}/staging/team/app:v1");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        using var json = JsonDocument.Parse(run.Output);
        var added = json.RootElement.GetProperty("added").EnumerateArray().ShouldHaveSingleItem();
        (added.GetProperty("image").GetString(), added.GetProperty("digest").GetString(), added.GetProperty("change").GetString()).ShouldBe(("app", Digest, "image"));
        File.ReadAllText(folder.PathOf("all.yaml")).ShouldEndWith($"images: # none\n- name: app\n  dmap:\n    \"{Digest}\": [\"v1\"]\n");
    }

    [Fact]
    public async Task Add_LinkedImages_AreNotFollowed()
    {
        await using var registry = await FakeRegistry.StartAsync(_content);
        using var folder = Folder(registry.Host);
        File.Move(folder.PathOf("images/team/images.yaml"), folder.PathOf("elsewhere.yaml"));
        File.CreateSymbolicLink(folder.PathOf("images/team/images.yaml"), folder.PathOf("elsewhere.yaml"));
        var run = await RunAsync(folder, registry, $"{registry.Host}/staging/team/app:v1");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("symbolic link");
        registry.Seen.ShouldBeEmpty();
    }

    private static Task<CommandRun> RunAsync(PromotionFolder folder, FakeRegistry registry, params string[] args) =>
        CommandRun.InProcessAsync(["promote", "add", "--manifests", folder.Root, "--plain-http", registry.Host, .. args]);

    private static PromotionFolder Folder(string host) => new PromotionFolder().With("team", Registries($"{host}/staging/team"), $"- name: app\n  dmap:\n    \"{A}\": [\"v0\"]\n");

    private static string Registries(string source) => $"registries:\n- {{name: {source}, src: true}}\n- {{name: eu.example.org/prod}}\n";
}
