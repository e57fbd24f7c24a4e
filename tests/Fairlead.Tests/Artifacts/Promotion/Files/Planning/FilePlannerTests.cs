using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Planning;

public sealed class FilePlannerTests : IAsyncLifetime
{
    private FileWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await FileWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task PlanAsync_EachCase_IsDecidedInOrder()
    {
        _world.With("v1/copied", "c", _world.ToOne, _world.ToFolder).With("v1/present", "p", _world.ToOne).With("v1/differs", "d", _world.ToOne)
            .Want("v1/lost", "l", _world.ToOne).Want("v1/present-alone", "a", _world.ToOne);
        _world.One.Add("bin/v1/present", FileWorld.Content("p"));
        _world.One.Add("bin/v1/present-alone", FileWorld.Content("a"));
        _world.One.Add("bin/v1/differs", FileWorld.Content("D"));
        _world.One.Add("bin/v1/nobody's", FileWorld.Content("x"));
        var plan = await _world.PlanAsync();
        plan.Edges.Select(edge => $"{edge.File} {edge.Action}").ShouldBe(
            ["v1/copied Copy", "v1/copied Copy", "v1/differs Differs", "v1/lost Lost", "v1/present Present", "v1/present-alone Present"], ignoreOrder: true);
        plan.Refused.ShouldHaveSingleItem().Was.ShouldBe(Digest.Of("D"u8));
        plan.Failures.ShouldBeEmpty();
        _world.Listings.ShouldBe(2);
        _world.S3.Requests.First(request => request.Query.ContainsKey("list-type")).Query["prefix"].ShouldEndWith("/v1/");
        _world.Requests("PUT").ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanAsync_Overwrite_CopiesOverWhatDiffers()
    {
        _world.With("a", "new", _world.ToOne).Want("gone", "x", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("old"));
        _world.One.Add("bin/gone", FileWorld.Content("other"));
        var plan = await _world.PlanAsync(overwrite: true);
        plan.Edges.Select(edge => (edge.Action, edge.Was)).ShouldBe([(FileAction.Copy, Digest.Of("old"u8)), (FileAction.Lost, Digest.Of("other"u8))]);
    }

    [Fact]
    public async Task PlanAsync_FileThatWasPutWithItsDigest_IsNotRead()
    {
        _world.With("a", "a", _world.ToOne, _world.ToTwo);
        _world.One.Put("bin/a", FileWorld.Content("a"), null, null, "", "", said: Digest.Of("a"u8).Hex);
        _world.Two.Put("bin/a", FileWorld.Content("a"), null, null, "", "", checksum: Convert.ToBase64String(Convert.FromHexString(Digest.Of("a"u8).Hex)));
        (await _world.PlanAsync()).Edges.ShouldAllBe(edge => edge.Action == FileAction.Present);
        _world.Requests("GET").ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanAsync_ChecksumAndMetadataThatDisagree_TheServersWordCounts()
    {
        _world.With("a", "a", _world.ToOne);
        _world.One.Put("bin/a", FileWorld.Content("b"), null, null, "", "", said: Digest.Of("a"u8).Hex, checksum: Convert.ToBase64String(Convert.FromHexString(Digest.Of("b"u8).Hex)));
        (await _world.PlanAsync()).Refused.ShouldHaveSingleItem().Was.ShouldBe(Digest.Of("b"u8));
    }

    [Fact]
    public async Task PlanAsync_FileOfUnknownDigest_IsReadOnceAndRemembered()
    {
        _world.With("a", "a", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("a"));
        (await _world.PlanAsync()).Edges.ShouldHaveSingleItem().Action.ShouldBe(FileAction.Present);
        _world.Requests("GET").ShouldBe(["one/bin/a"]);
        _world.Restart();
        (await _world.PlanAsync()).Edges.ShouldHaveSingleItem().Action.ShouldBe(FileAction.Present);
        _world.Requests("GET").Count().ShouldBe(1);

        _world.S3.Now += TimeSpan.FromMinutes(1);
        _world.One.Add("bin/a", FileWorld.Content("a")); // put again: its ETag says that it is the same, and an ETag can be forged
        await _world.PlanAsync();
        _world.Requests("GET").Count().ShouldBe(2);

        _world.One.Add("bin/a", FileWorld.Content("b")); // another version, of the same size
        (await _world.PlanAsync()).Refused.ShouldHaveSingleItem().Was.ShouldBe(Digest.Of("b"u8));
    }

    [Fact]
    public async Task PlanAsync_FileThatChangesWhileItIsRead_IsAFailureAndNotRemembered()
    {
        _world.With("a", "a", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("a"));
        _world.S3.Fault = request =>
        {
            if (request is { Method: "GET", Key: "bin/a" }) _world.One.Add("bin/a", FileWorld.Content("b"));
            return null;
        };
        var plan = await _world.PlanAsync();
        plan.Edges.ShouldBeEmpty();
        plan.Failures.ShouldHaveSingleItem().Message.ShouldContain("being changed");
        _world.S3.Fault = _ => null;
        (await _world.PlanAsync()).Refused.ShouldHaveSingleItem().Was.ShouldBe(Digest.Of("b"u8));
    }

    [Fact]
    public async Task PlanAsync_DestinationDown_TheOthersArePlanned()
    {
        _world.With("a", "a", _world.ToOne, _world.ToTwo).With("b", "b", _world.ToOne, _world.ToTwo);
        _world.S3.Fault = request => request.Bucket == "two" ? FakeS3Fault.AccessDenied : null;
        var plan = await _world.PlanAsync();
        plan.Edges.Select(edge => (edge.File, edge.Action, edge.To.Text)).ShouldBe([("a", FileAction.Copy, _world.ToOne.Text), ("b", FileAction.Copy, _world.ToOne.Text)]);
        var failure = plan.Failures.ShouldHaveSingleItem();
        (failure.Store, failure.Edges).ShouldBe((_world.ToTwo.Text, 2));
        failure.Message.ShouldContain("s3:ListBucket");
        _world.Failures.ShouldBe(plan.Failures);
    }

    [Fact]
    public async Task PlanAsync_SourceDown_WhatIsThereIsPresentAllTheSame()
    {
        _world.With("a", "a", _world.ToOne).With("b", "b", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("a"));
        _world.S3.Fault = request => request.Bucket == "staging" ? FakeS3Fault.AccessDenied : null;
        var plan = await _world.PlanAsync();
        plan.Edges.ShouldHaveSingleItem().Action.ShouldBe(FileAction.Present);
        (plan.Failures.ShouldHaveSingleItem().Store, plan.Failures[0].Edges).ShouldBe((_world.From.Text, 1));
    }

    [Fact]
    public async Task PlanAsync_FolderThatIsNotThere_IsAFailure()
    {
        _world.With("a", "a", _world.ToFolder);
        Directory.Delete(_world.Folder);
        (await _world.PlanAsync()).Failures.ShouldHaveSingleItem().Message.ShouldContain("no such folder");
    }

    [Fact]
    public async Task PlanAsync_SourcesFileIsKnownToBeAnother_IsAFailure()
    {
        _world.With("a", "a", _world.ToOne).With("b", "b", _world.ToOne);
        _world.Source.Put("rel/a", FileWorld.Content("x"), null, null, "", "", checksum: Convert.ToBase64String(Convert.FromHexString(Digest.Of("x"u8).Hex)));
        var plan = await _world.PlanAsync();
        plan.Edges.ShouldHaveSingleItem().File.ShouldBe("b");
        plan.Failures.ShouldHaveSingleItem().Message.ShouldContain("another file than the manifest says");
    }

    [Fact]
    public async Task PlanAsync_OneObjectWithTwoContents_IsRefusedWhateverIsThere()
    {
        _world.With("v1/tool", "a", _world.ToOne).With("b", "b", _world.ToTwo);
        var below = new WantedFile("tool", Digest.Of("other"u8), _world.From, Sub(_world.ToOne.Text));
        _world.Wanted.Add(below);
        var plan = await _world.PlanAsync(overwrite: true);
        plan.Refused.Select(edge => edge.File).ShouldBe(["v1/tool", "tool"], ignoreOrder: true);
        plan.Refused.ShouldAllBe(edge => edge.Reason!.Contains("with another content", StringComparison.Ordinal));
        plan.Copies.ShouldHaveSingleItem().File.ShouldBe("b");

        static Fairlead.Artifacts.Stores.StoreUrl Sub(string text) =>
            Fairlead.Artifacts.Stores.StoreUrl.TryParse(text.Replace("/bin", "/bin/v1", StringComparison.Ordinal), out var url, out _) ? url : throw new FormatException();
    }

    [Fact]
    public async Task PlanAsync_SameWantedTwice_IsOneEdge()
    {
        _world.With("a", "a", _world.ToOne, _world.ToOne);
        (await _world.PlanAsync()).Edges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PlanAsync_DestinationOfOneIsTheSourceOfAnother_NothingIsPutThere()
    {
        _world.With("v1/tool", "a", _world.ToOne).With("v2/tool", "b", _world.ToOne);
        _world.One.Add("bin/v1/tool", FileWorld.Content("a"));
        _world.Wanted.Add(new WantedFile("tool", Digest.Of("a"u8), Sub("/bin/v1"), _world.ToTwo)); // from below a destination
        var plan = await _world.PlanAsync();
        plan.Edges.Select(edge => $"{edge.File} {edge.To} {edge.Action}").ShouldBe([$"v2/tool {_world.ToOne} Copy", $"tool {_world.ToTwo} Copy"]);
        plan.Failures.ShouldHaveSingleItem().Message.ShouldContain("nothing is ever put into a source");
        (await _world.CheckAsync(plan with { Edges = [.. plan.Edges, new FileEdge("v1/tool", Digest.Of("a"u8), _world.From, _world.ToOne, FileAction.Copy)], Failures = [] }))
            .Failures.ShouldHaveSingleItem().Message.ShouldContain("nothing is ever put into a source");

        Fairlead.Artifacts.Stores.StoreUrl Sub(string folder) =>
            Fairlead.Artifacts.Stores.StoreUrl.TryParse(_world.ToOne.Text.Replace("/bin", folder, StringComparison.Ordinal), out var url, out _) ? url : throw new FormatException();
    }

    [Fact]
    public async Task CheckAsync_PlanThatLacksWhatCouldNotBeRead_LacksItStill()
    {
        _world.With("a", "a", _world.ToOne, _world.ToTwo);
        _world.S3.Fault = request => request.Bucket == "two" ? FakeS3Fault.AccessDenied : null;
        var plan = await _world.PlanAsync();
        _world.S3.Fault = _ => null;
        (await _world.CheckAsync(plan)).Failures.ShouldBe(plan.Failures);
    }

    [Fact]
    public async Task CheckAsync_EachChange_IsJudged()
    {
        foreach (var name in (string[])["copy", "made", "taken", "gone", "over", "over-changed", "over-gone"]) _world.With(name, name, _world.ToOne);
        _world.Want("lost", "lost", _world.ToOne).Want("came", "came", _world.ToOne);
        foreach (var name in (string[])["over", "over-changed", "over-gone"]) _world.One.Add($"bin/{name}", FileWorld.Content("old"));
        _world.One.Add("bin/gone", FileWorld.Content("gone"));
        var plan = await _world.PlanAsync(overwrite: true);

        _world.One.Add("bin/made", FileWorld.Content("made"));
        _world.One.Add("bin/taken", FileWorld.Content("other"));
        _world.One.Add("bin/over-changed", FileWorld.Content("other"));
        _world.Source.Add("rel/came", FileWorld.Content("came"));
        _world.One.Objects.TryRemove("bin/gone", out _);
        _world.One.Objects.TryRemove("bin/over-gone", out _);
        var now = await _world.CheckAsync(plan);
        now.Edges.Select(edge => $"{edge.File} {edge.Action}").ShouldBe(
            ["came Lost", "copy Copy", "gone Differs", "lost Lost", "made Present", "over Copy", "over-changed Differs", "over-gone Differs", "taken Differs"]);
        now.Refused.ShouldAllBe(edge => edge.Reason!.EndsWith("plan again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckAsync_HalfDonePlan_IsNoReasonToRefuse()
    {
        _world.With("a", "a", _world.ToOne, _world.ToTwo).With("b", "b", _world.ToOne);
        var plan = await _world.PlanAsync();
        _world.One.Add("bin/a", FileWorld.Content("a"));
        var now = await _world.CheckAsync(plan);
        now.Refused.ShouldBeEmpty();
        now.Copies.Count().ShouldBe(2);
    }
}
