using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Copying;

public sealed class FilePromoterTests : IAsyncLifetime
{
    private FileWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await FileWorld.StartAsync();

    public async ValueTask DisposeAsync()
    {
        // Whatever happened, nothing but reads went to the source.
        _world.S3.Requests.Where(request => request.Bucket == "staging").ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD");
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task ApplyAsync_SeveralDestinations_AreServedByOneReadOfEachFile()
    {
        _world.With("v1/a.tar.gz", "aa", _world.ToOne, _world.ToTwo, _world.ToFolder).With("v1/b", "bbb", _world.ToOne, _world.ToTwo);
        _world.One.Add("bin/v1/b", FileWorld.Content("bbb"));
        var report = await _world.PromoteAsync();
        report.IsGood.ShouldBeTrue();
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Copied);
        report.Edges.Count.ShouldBe(4);
        (report.Read.Blobs, report.Read.Bytes).ShouldBe((2, 5));
        (_world.Lacking.Blobs, _world.Lacking.Bytes, _world.Bytes).ShouldBe((4, 9, 9));
        _world.Requests("GET").Order().ShouldBe(["one/bin/v1/b", "staging/rel/v1/a.tar.gz", "staging/rel/v1/b"]);

        var put = _world.Two.Objects["bin/v1/a.tar.gz"];
        put.Content.ShouldBe(FileWorld.Content("aa"));
        (put.Said, put.ContentType, put.CacheControl).ShouldBe((Digest.Of("aa"u8).Hex, "application/gzip", null));
        _world.S3.Requests.Where(request => request.Method == "PUT").ShouldAllBe(request => request.Headers["If-None-Match"] == "*");
        (await File.ReadAllTextAsync(Path.Combine(_world.Folder, "v1", "a.tar.gz"), TestContext.Current.CancellationToken)).ShouldBe("aa");
        _world.Settled.Count.ShouldBe(4);
    }

    [Fact]
    public async Task ApplyAsync_AgainAfterwards_NothingIsLeftAndNothingIsRead()
    {
        _world.With("a", "a", _world.ToOne, _world.ToTwo);
        await _world.PromoteAsync();
        _world.S3.Requests.Clear();
        var plan = await _world.PlanAsync();
        plan.Edges.ShouldAllBe(edge => edge.Action == FileAction.Present);
        (await _world.ApplyAsync(plan)).Edges.ShouldBeEmpty();
        _world.Requests("GET").Concat(_world.Requests("PUT")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_OneContentUnderSeveralNames_IsEachOfThem()
    {
        _world.With("v1/a", "same", _world.ToOne, _world.ToTwo).With("latest/a", "same", _world.ToOne).With("stable/a", "same", _world.ToTwo).With("b", "b", _world.ToOne);
        var report = await _world.PromoteAsync();
        report.IsGood.ShouldBeTrue(string.Join('\n', report.Edges));
        _world.One.Objects.Keys.Order().ShouldBe(["bin/b", "bin/latest/a", "bin/v1/a"]);
        _world.Two.Objects.Keys.Order().ShouldBe(["bin/stable/a", "bin/v1/a"]);
    }

    [Fact]
    public async Task ApplyAsync_EmptyFile_IsCopied()
    {
        _world.With("empty", "", _world.ToOne, _world.ToFolder);
        (await _world.PromoteAsync()).IsGood.ShouldBeTrue();
        _world.One.Objects["bin/empty"].Content.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/x-special; charset=utf-8", "text/x-special; charset=utf-8")]
    [InlineData("binary/octet-stream", "application/json")]
    [InlineData(null, "application/json")]
    public async Task ApplyAsync_ContentType_IsTheSourcesOrTheNames(string? said, string expected)
    {
        _world.With("a.json", "{}", _world.ToOne);
        _world.Source.Put("rel/a.json", FileWorld.Content("{}"), said, null, "", "");
        await _world.PromoteAsync();
        _world.One.Objects["bin/a.json"].ContentType.ShouldBe(expected);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300_000)]
    public async Task ApplyAsync_WrongBytesInTheSource_NothingOfThemBecomesVisible(int size)
    {
        _world.With("wrong", new string('a', size), _world.ToOne, _world.ToTwo, _world.ToFolder).With("right", "r", _world.ToOne);
        _world.Source.Add("rel/wrong", FileWorld.Content(new string('a', size - 1) + "b"));
        var report = await _world.PromoteAsync();
        report.IsGood.ShouldBeFalse();
        report.Edges.Count(one => one.State == EdgeState.Failed).ShouldBe(3);
        report.Edges.First(one => one.State == EdgeState.Failed).Message!.ShouldContain("its content is sha256:");
        _world.One.Objects.Keys.ShouldBe(["bin/right"]);
        _world.Two.Objects.ShouldBeEmpty();
        Directory.EnumerateFiles(_world.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_SourceFileGoneOrChangedSince_FailsAlone()
    {
        _world.With("gone", "g", _world.ToOne).With("longer", "l", _world.ToOne).With("right", "r", _world.ToOne);
        var plan = await _world.PlanAsync();
        _world.Source.Objects.TryRemove("rel/gone", out _);
        _world.Source.Add("rel/longer", FileWorld.Content("ll"));
        var report = await _world.ApplyAsync(plan);
        report.Edges.Select(one => $"{one.Edge.File} {one.State}").ShouldBe(["gone Failed", "longer Failed", "right Copied"]);
        report.Edges[0].Message!.ShouldContain("it is gone since it was listed");
        report.Edges[1].Message!.ShouldContain("it has 2 bytes now, and had 1");
    }

    [Fact]
    public async Task ApplyAsync_RightFileAppearedMeanwhile_IsPresent()
    {
        _world.With("a", "a", _world.ToOne, _world.ToFolder);
        var plan = await _world.PlanAsync();
        _world.One.Add("bin/a", FileWorld.Content("a"));
        await File.WriteAllTextAsync(Path.Combine(_world.Folder, "a"), "a", TestContext.Current.CancellationToken);
        var report = await _world.ApplyAsync(plan);
        report.IsGood.ShouldBeTrue();
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Present);
        _world.Requests("PUT").ShouldBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_OtherFileAppearedMeanwhile_IsLeftAsItIs()
    {
        _world.With("a", "a", _world.ToOne, _world.ToFolder, _world.ToTwo);
        var plan = await _world.PlanAsync();
        _world.One.Add("bin/a", FileWorld.Content("x")); // of the same size
        await File.WriteAllTextAsync(Path.Combine(_world.Folder, "a"), "xyz", TestContext.Current.CancellationToken);
        var report = await _world.ApplyAsync(plan);
        report.Edges.Count(one => one.State == EdgeState.Failed && one.Message!.Contains("is left as it is", StringComparison.Ordinal)).ShouldBe(2);
        report.Edges.Count(one => one.State == EdgeState.Copied).ShouldBe(1);
        _world.One.Objects["bin/a"].Content.ShouldBe(FileWorld.Content("x"));
        (await File.ReadAllTextAsync(Path.Combine(_world.Folder, "a"), TestContext.Current.CancellationToken)).ShouldBe("xyz");
    }

    [Theory]
    [InlineData("x", EdgeState.Failed)]
    [InlineData("a", EdgeState.Present)]
    public async Task ApplyAsync_FileAppearsInTheMomentOfThePut_TheConditionHolds(string other, EdgeState expected)
    {
        _world.With("a", "a", _world.ToOne);
        _world.S3.Fault = request =>
        {
            if (request.Method == "PUT") _world.One.Objects.TryAdd("bin/a", _world.One.Add("bin/a", FileWorld.Content(other)));
            return null;
        };
        var report = await _world.PromoteAsync();
        report.Edges.ShouldHaveSingleItem().State.ShouldBe(expected);
        _world.One.Objects["bin/a"].Content.ShouldBe(FileWorld.Content(other));
    }

    [Fact]
    public async Task ApplyAsync_Overwrite_ReplacesWhatWasPlannedAlone()
    {
        _world.With("a", "new", _world.ToOne, _world.ToTwo, _world.ToFolder);
        _world.One.Add("bin/a", FileWorld.Content("old"));
        _world.Two.Add("bin/a", FileWorld.Content("old"));
        await File.WriteAllTextAsync(Path.Combine(_world.Folder, "a"), "old", TestContext.Current.CancellationToken);
        var plan = await _world.PlanAsync(overwrite: true);
        plan.Copies.Count().ShouldBe(3);
        _world.Two.Add("bin/a", FileWorld.Content("newer"));
        var report = await _world.ApplyAsync(plan);
        _world.One.Objects["bin/a"].Content.ShouldBe(FileWorld.Content("new"));
        (await File.ReadAllTextAsync(Path.Combine(_world.Folder, "a"), TestContext.Current.CancellationToken)).ShouldBe("new");
        _world.Two.Objects["bin/a"].Content.ShouldBe(FileWorld.Content("newer"));
        report.Edges.Single(one => one.State == EdgeState.Failed).Edge.To.ShouldBe(_world.ToTwo);
        _world.S3.Requests.Single(request => request.Method == "PUT").Headers["If-Match"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_OverwriteOfAFileThatIsGone_IsRefused()
    {
        _world.With("a", "new", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("old"));
        var plan = await _world.PlanAsync(overwrite: true);
        _world.One.Objects.TryRemove("bin/a", out _);
        (await _world.ApplyAsync(plan)).Edges.ShouldHaveSingleItem().Message!.ShouldContain("gone: plan again");
        _world.One.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_DestinationDown_TheOthersAreServed()
    {
        foreach (var name in Enumerable.Range(0, 15).Select(i => $"f{i}")) _world.With(name, name, _world.ToOne, _world.ToTwo);
        var plan = await _world.PlanAsync();
        _world.S3.Fault = request => request.Bucket == "two" ? FakeS3Fault.AccessDenied : null;
        var report = await _world.ApplyAsync(plan);
        report.Edges.Where(one => one.Edge.To == _world.ToOne).ShouldAllBe(one => one.State == EdgeState.Copied);
        report.Edges.Where(one => one.Edge.To == _world.ToTwo).ShouldAllBe(one => one.State == EdgeState.Failed && one.Message != null);
        report.Edges.Count.ShouldBe(30);
    }

    [Fact]
    public async Task ApplyAsync_ConnectionsThatAreCut_AreTakenUpAgain()
    {
        _world.With("a", new string('a', 400_000), _world.ToOne, _world.ToTwo);
        var cuts = 0;
        _world.S3.Fault = request => request.Method switch
        {
            "GET" when request.Bucket == "staging" && Interlocked.Increment(ref cuts) == 1 => new FakeS3Fault { CutAfter = 100_000 },
            "PUT" when request.Bucket == "two" && Interlocked.Increment(ref cuts) < 4 => new FakeS3Fault { CutAfter = 50_000 },
            _ => null,
        };
        var report = await _world.PromoteAsync();
        report.IsGood.ShouldBeTrue(string.Join('\n', report.Edges.Select(one => one.Message)));
        _world.Two.Objects["bin/a"].Content.Length.ShouldBe(400_000);
        _world.Bytes.ShouldBe(800_000);
    }

    [Fact]
    public async Task ApplyAsync_Interrupted_TellsWhatIsLeftAndTheNextRunDoesOnlyThat()
    {
        using var cancel = new CancellationTokenSource();
        for (var i = 0; i < 6; i++) _world.With($"f{i}", $"content {i}", _world.ToOne);
        _world.Options = _world.Options with { Jobs = 1 };
        _world.S3.Fault = request =>
        {
            if (request.Method == "PUT" && _world.One.Objects.Count == 2) cancel.Cancel();
            return null;
        };
        var report = await _world.ApplyAsync(await _world.PlanAsync(), cancel.Token);
        report.IsInterrupted.ShouldBeTrue();
        report.IsGood.ShouldBeFalse();
        var done = report.Edges.Count(one => one.State == EdgeState.Copied);
        report.Edges.Count(one => one.State == EdgeState.Left).ShouldBe(6 - done);

        _world.S3.Fault = _ => null;
        var there = _world.One.Objects.Count;
        _world.S3.Requests.Clear();
        (await _world.PromoteAsync()).IsGood.ShouldBeTrue();
        _world.Requests("PUT").Count().ShouldBe(6 - there);
        _world.One.Objects.Count.ShouldBe(6);
    }

    [Fact]
    public async Task ApplyAsync_ServerWithoutConditions_IsLookedAtBeforeThePut()
    {
        _world.S3.KnowsConditions = false;
        _world.With("a", "a", _world.ToOne).With("b", "b", _world.ToOne);
        var plan = await _world.PlanAsync();
        _world.One.Add("bin/b", FileWorld.Content("x"));
        var report = await _world.ApplyAsync(plan);
        report.Edges.Select(one => $"{one.Edge.File} {one.State}").ShouldBe(["a Copied", "b Failed"]);
        _world.One.Objects["bin/b"].Content.ShouldBe(FileWorld.Content("x"));
    }

    [Fact]
    public async Task ApplyAsync_PlanWithSomethingRefused_IsAMistake()
    {
        _world.With("a", "a", _world.ToOne);
        _world.One.Add("bin/a", FileWorld.Content("x"));
        var plan = await _world.PlanAsync();
        await Should.ThrowAsync<ArgumentException>(() => _world.ApplyAsync(plan));
    }
}
