using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Cli.Promoting;

[Collection(ConsoleCollection.Name)]
public sealed class ImagesVerbTests : IAsyncLifetime
{
    private PromoteWorld _world = null!;

    private CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await PromoteWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Images_WithoutConfirm_TellsAndCopiesNothing()
    {
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests);
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldContain("copy    app    v1   ");
        run.Output.ShouldEndWith("1 image in 2 destinations: 2 to copy, 0 as they should be\nnothing was copied: run it again with --confirm\n");
        _world.Writes.ShouldBe(0);
        Directory.Exists(_world.Records).ShouldBeFalse();
    }

    [Fact]
    public async Task Plan_WithEveryFlagOfImages_TellsAndCopiesNothing()
    {
        var run = await _world.RunAsync("plan", "--manifests", _world.Manifests, "--confirm", "--before-copy", "exit 1", "--allow-lost");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldEndWith("2 to copy, 0 as they should be\n");
        _world.Writes.ShouldBe(0);
        Directory.Exists(_world.Records).ShouldBeFalse();
    }

    [Fact]
    public async Task Images_Confirmed_CopiesAndRecordsIt()
    {
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        _world.IsPromoted.ShouldBeTrue();
        run.Output.ShouldContain($"{_world.Asia.Host}/prod");
        run.Output.ShouldContain("2 copied in ");
        run.Output.Split('\n')[^2].ShouldBe($"recorded in {Directory.GetFiles(_world.Records).ShouldHaveSingleItem()}");
        var record = _world.Record();
        (record.GetProperty("state").GetString(), record.GetProperty("exitCode").GetInt32()).ShouldBe(("completed", 0));
        record.GetProperty("edges").GetArrayLength().ShouldBe(2);
        record.GetProperty("edges")[0].GetProperty("was").ValueKind.ShouldBe(JsonValueKind.Null);
        record.GetProperty("edges")[0].GetProperty("after").GetString().ShouldBe(_world.App.Digest.ToString());
        record.GetProperty("files").EnumerateArray().Select(file => Path.GetFileName(file.GetProperty("path").GetString())).ShouldBe(["images.yaml", "promoter-manifest.yaml"]);
        record.GetProperty("files")[0].GetProperty("sha256").GetString().ShouldBe(Digest.Of(await File.ReadAllBytesAsync(Path.Combine(_world.Manifests, "images/a/images.yaml"), Cancel)).Hex);
    }

    [Fact]
    public async Task Images_ConfirmedAgain_DoesNothingAndRecordsThatToo()
    {
        await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        var writes = _world.Writes;
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--before-copy", "exit 1"); // there is nothing to ask it about
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldStartWith($"1 image in 2 destinations: 0 to copy, 2 as they should be\nrecorded in {_world.Records}/");
        _world.Writes.ShouldBe(writes);
        Directory.GetFiles(_world.Records).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Images_Lost_Is1UnlessAllowedAndHoldsNothingElse()
    {
        _world.WriteLost();
        var plan = await _world.RunAsync("plan", "--manifests", _world.Manifests, "--confirm");
        (plan.ExitCode, _world.Writes).ShouldBe((1, 0));
        plan.Error.ShouldContain("fairlead: 2 edges are lost: ");
        (await _world.RunAsync("plan", "--manifests", _world.Manifests, "--allow-lost")).ExitCode.ShouldBe(0);

        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: 2 edges are lost: ");
        _world.IsPromoted.ShouldBeTrue();
        _world.Record().GetProperty("exitCode").GetInt32().ShouldBe(1);

        var writes = _world.Writes;
        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm")).ExitCode.ShouldBe(1); // nothing to copy is no success either
        (await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--allow-lost")).ExitCode.ShouldBe(0);
        _world.Writes.ShouldBe(writes);
    }

    [Fact]
    public async Task Images_TagMove_IsRefusedWhole()
    {
        var other = _world.AddImage(_world.Europe, "prod/app", "other");
        _world.Europe.Content.Tag("prod/app", "v1", other.Digest);
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--allow-lost");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"it is {other.Digest.ToString()[..19]} there");
        run.Error.ShouldBe("fairlead: refused: 1 tag names another digest, and tags never move: give what is new a new tag\nfairlead: nothing was copied\n");
        _world.Writes.ShouldBe(0);
        var edge = _world.Record().GetProperty("edges").EnumerateArray().Single(edge => edge.GetProperty("action").GetString() == "tag-move");
        (edge.GetProperty("was").GetString(), edge.GetProperty("after").GetString(), edge.GetProperty("outcome").GetString()).ShouldBe((other.Digest.ToString(), other.Digest.ToString(), "refused"));
    }

    [Fact]
    public async Task Images_OneDestinationIsDown_TheOtherGetsIt()
    {
        _world.Europe.Manners.Fail(RegistryFault.Status(null, "/v2/", 400).Always);
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith($"fairlead: {_world.Europe.Host}/prod/app could not be read, and 1 edge is left out: ");
        run.Error.TrimEnd().ShouldNotContain('\n'); // once
        PromoteWorld.TagIn(_world.Asia).ShouldBe(_world.App.Digest);
        PromoteWorld.TagIn(_world.Europe).ShouldBeNull();
        (await _world.RunAsync("plan", "--manifests", _world.Manifests)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Images_PutsAreRefused_Is1WithWhatIsLeft()
    {
        _world.Europe.Manners.Fail(RegistryFault.Status("PUT", "/manifests/", 403).Always);
        var run = await _world.ProgramAsync("images", "--manifests", _world.Manifests, "--confirm", "--json");
        run.ExitCode.ShouldBe(1);
        var outcome = JsonDocument.Parse(run.Output).RootElement.GetProperty("outcome");
        outcome.GetProperty("good").GetBoolean().ShouldBeFalse();
        outcome.GetProperty("edges").EnumerateArray().Select(edge => (edge.GetProperty("to").GetString(), edge.GetProperty("outcome").GetString()))
            .ShouldBe([($"{_world.Asia.Host}/prod", "copied"), ($"{_world.Europe.Host}/prod", "failed")], ignoreOrder: true);
        run.Error.ShouldContain("fairlead: not all is done");
        PromoteWorld.TagIn(_world.Asia).ShouldBe(_world.App.Digest);
        _world.Record().GetProperty("exitCode").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Plan_Json_HasTheShapeThatIsPromised()
    {
        _world.WriteLost();
        var run = await _world.ProgramAsync("plan", "--manifests", _world.Manifests, "--json");
        run.ExitCode.ShouldBe(1);
        var json = JsonDocument.Parse(run.Output).RootElement;
        var edge = json.GetProperty("edges").EnumerateArray().First(one => one.GetProperty("action").GetString() == "copy");
        (edge.GetProperty("image").GetString(), edge.GetProperty("digest").GetString(), edge.GetProperty("tag").GetString(), edge.GetProperty("from").GetString())
            .ShouldBe(("app", _world.App.Digest.ToString(), "v1", $"{_world.Staging.Host}/staging"));
        json.GetProperty("edges").GetArrayLength().ShouldBe(4);
        json.GetProperty("lost").GetArrayLength().ShouldBe(2);
        json.GetProperty("refused").GetArrayLength().ShouldBe(0);
        json.TryGetProperty("outcome", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Images_JsonConfirmed_HasThePlanAndTheOutcome()
    {
        var run = await _world.ProgramAsync("images", "--manifests", _world.Manifests, "--confirm", "--json", "--before-copy", "echo fine");
        (run.ExitCode, run.Error).ShouldBe((0, "fine\n"));
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("edges").GetArrayLength().ShouldBe(2);
        var outcome = json.GetProperty("outcome");
        (outcome.GetProperty("good").GetBoolean(), outcome.GetProperty("state").GetString(), outcome.GetProperty("hook").GetProperty("allowed").GetBoolean()).ShouldBe((true, "completed", true));
        outcome.GetProperty("record").GetString().ShouldBe(Directory.GetFiles(_world.Records).Single());
        outcome.GetProperty("destinations").EnumerateArray().Select(one => one.GetProperty("manifests").GetInt32()).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task Images_Map_PromotesToTheSandboxAlone()
    {
        await using var sandbox = await FakeRegistry.StartAsync();
        var run = await _world.RunAsync(
            "images", "--manifests", _world.Manifests, "--confirm", "--plain-http", sandbox.Host,
            "--map", $"{_world.Asia.Host}={sandbox.Host}/asia", "--map", $"{_world.Europe.Host}/prod={sandbox.Host}/europe");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        sandbox.Content.Tags("asia/prod/app").Keys.ShouldBe(["v1"]);
        sandbox.Content.Tags("europe/app").Keys.ShouldBe(["v1"]);
        _world.Asia.Seen.Concat(_world.Europe.Seen).ShouldBeEmpty();
    }

    [Fact]
    public async Task Images_MapThatMatchesNothing_Is2AndAsksNobody()
    {
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--map", "typo.example.org=localhost:1");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("'typo.example.org'");
        _world.Staging.Seen.Concat(_world.Asia.Seen).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("all", true, true)]
    [InlineData("canonical", true, false)]
    [InlineData("none", false, false)]
    public async Task Images_Signatures_GoWhereTheRuleSays(string rule, bool toAsia, bool toEurope)
    {
        var signature = _world.AddImage(_world.Staging, "staging/app", "signature");
        var tag = $"sha256-{_world.App.Digest.Hex}.sig";
        _world.Staging.Content.Tag("staging/app", tag, signature.Digest);
        await File.WriteAllTextAsync(_world.File("policy.yaml"), $$"""upstream: {registry: "https://registry.example.org", signatures: "https://{{_world.Asia.Host}}"}""", Cancel);
        var run = await _world.RunAsync("images", "--manifests", _world.Manifests, "--confirm", "--signatures", rule, "--policy", _world.File("policy.yaml"));
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        _world.IsPromoted.ShouldBeTrue();
        (PromoteWorld.TagIn(_world.Asia, tag) == signature.Digest, PromoteWorld.TagIn(_world.Europe, tag) == signature.Digest).ShouldBe((toAsia, toEurope));
    }

    [Fact]
    public async Task Images_NoDestinationIsCanonical_IsSaid()
    {
        await File.WriteAllTextAsync(_world.File("policy.yaml"), """upstream: {registry: "https://registry.example.org", signatures: "https://signatures.example.org"}""", Cancel);
        var run = await _world.RunAsync("plan", "--manifests", _world.Manifests, "--signatures", "canonical", "--policy", _world.File("policy.yaml"));
        (run.ExitCode, run.Error).ShouldBe((0, "fairlead: no destination is signatures.example.org, the policy's upstream.signatures: no signatures are copied\n"));
    }

    [Fact]
    public async Task Images_RecordInAStore_IsAnObjectNamedAfterTheRun()
    {
        var audit = Directory.CreateDirectory(_world.File("audit")).FullName;
        var run = await CommandRun.InProcessAsync(
            "promote", "images", "--plain-http", _world.Staging.Host, _world.Asia.Host, _world.Europe.Host, "--cache", _world.File("cache"),
            "--manifests", _world.Manifests, "--confirm", "--record", "file://" + audit);
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        var record = Directory.GetFiles(audit, "*.json").ShouldHaveSingleItem();
        JsonDocument.Parse(await File.ReadAllTextAsync(record, Cancel)).RootElement.GetProperty("id").GetString().ShouldBe(Path.GetFileNameWithoutExtension(record));
    }
}
