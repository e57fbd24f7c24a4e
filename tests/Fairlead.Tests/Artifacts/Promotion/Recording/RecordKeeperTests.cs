using System.Text.Json;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Promotion.Recording;

public sealed class RecordKeeperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-record-").FullName;
    private readonly RunRecord _begun = SampleRun.Record(new ImagesWork(SampleRun.Plan(SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy)), report: null));

    private CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task KeepAsync_File_IsWrittenAndReplacedByItsOwnEndAlone()
    {
        var path = Path.Combine(_folder, "record.json");
        var keeper = new RecordKeeper(Place(path), TimeProvider.System);
        await keeper.KeepAsync(_begun, Cancel);
        StateIn(path).ShouldBe("begun");
        await keeper.KeepAsync(_begun with { State = RunState.Completed }, Cancel);
        StateIn(path).ShouldBe("completed");
        keeper.PlaceOf(_begun).ShouldBe(path);
        Directory.GetFiles(_folder).ShouldBe([path]);
    }

    [Fact]
    public async Task KeepAsync_FileThatAnotherRunMadeSince_IsLeftAsItIs()
    {
        var path = Path.Combine(_folder, "record.json");
        var keeper = new RecordKeeper(Place(path), TimeProvider.System);
        await File.WriteAllTextAsync(path, "theirs", Cancel);
        (await Should.ThrowAsync<IOException>(keeper.KeepAsync(_begun, Cancel))).Message.ShouldBe($"{path} is there already, and is not replaced");
        (await File.ReadAllTextAsync(path, Cancel)).ShouldBe("theirs");
    }

    [Fact]
    public async Task KeepAsync_Folder_HasAFileNamedAfterTheRun()
    {
        var keeper = new RecordKeeper(Place(_folder + "/made/"), TimeProvider.System);
        await keeper.KeepAsync(_begun, Cancel);
        StateIn(Path.Combine(_folder, "made", "20261121T200559Z-00.json")).ShouldBe("begun");
    }

    [Fact]
    public async Task KeepAsync_FolderThatCantBeMade_IsAFailureOfInputAndOutput()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", Cancel);
        await Should.ThrowAsync<IOException>(new RecordKeeper(Place(_folder + "/file/below/"), TimeProvider.System).KeepAsync(_begun, Cancel));
    }

    [Fact]
    public async Task KeepAsync_Store_HasAnObjectNamedAfterTheRunBelowIt()
    {
        await using var s3 = await FakeS3.StartAsync("audit");
        var keeper = new RecordKeeper(Place(s3.Url("audit")), TimeProvider.System);
        await keeper.KeepAsync(_begun, Cancel);
        await keeper.KeepAsync(_begun with { State = RunState.Completed }, Cancel);
        var (key, one) = s3.Buckets["audit"].Objects.Single();
        key.ShouldBe("20261121T200559Z-00.json");
        JsonDocument.Parse(one.Content).RootElement.GetProperty("state").GetString().ShouldBe("completed");
        keeper.PlaceOf(_begun).ShouldBe("s3://audit/20261121T200559Z-00.json");
    }

    [Fact]
    public async Task KeepAsync_NoSuchBucket_SaysSo()
    {
        await using var s3 = await FakeS3.StartAsync("audit");
        (await Should.ThrowAsync<IOException>(new RecordKeeper(Place(s3.Url("none")), TimeProvider.System).KeepAsync(_begun, Cancel))).Message.ShouldContain("none");
    }

    [Fact]
    public void Create_RunId_IsItsTimeAndUnique()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => RunId.Create(SampleRun.Began)).ToList();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.StartsWith("20261121T200559Z-", StringComparison.Ordinal) && id.Length == 27);
    }

    [Fact]
    public async Task Of_Files_AreTheirDigestsEachOnceInOrder()
    {
        var (a, b) = (Path.Combine(_folder, "a"), Path.Combine(_folder, "b"));
        await File.WriteAllTextAsync(a, "a", Cancel);
        RecordedFile.Of([b, a, a]).ShouldBe([new RecordedFile(a, SampleRun.DigestOf("a")), new RecordedFile(b, null)]);
    }

    private static string? StateIn(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("state").GetString();

    private static RecordPlace Place(string text) => RecordPlace.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem);
}
