using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Formats.Streams;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-file-").FullName;

    private string File => Path.Combine(_folder, "file");

    private CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WriteAsync_Twice_HasTheLaterContentAndNothingElse()
    {
        await WriteAsync("first");
        await WriteAsync("second");
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldBe("second");
        Directory.GetFiles(_folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_NotToBeReplaced_LeavesWhatIsThere()
    {
        await WriteAsync("first");
        await Should.ThrowAsync<IOException>(WriteAsync("second", replace: false));
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldBe("first");
    }

    [Fact]
    public async Task WriteAsync_NoFolder_SaysWhich() =>
        (await Should.ThrowAsync<IOException>(WholeFile.WriteAsync(Path.Combine(_folder, "none", "file"), replace: true, _ => Task.CompletedTask, Cancel))).Message.ShouldBe($"there is no folder {_folder}/none");

    [Theory]
    [InlineData("/dev/fairlead-none")] // not a device that is there: this runs as root, too
    [InlineData("/dev/../dev/fairlead-none")]
    public async Task WriteAsync_AmongDevices_IsRefused(string path)
    {
        (await Should.ThrowAsync<IOException>(WholeFile.WriteAsync(path, replace: true, _ => Task.CompletedTask, Cancel))).Message.ShouldBe($"{path} is no place for a file");
        System.IO.File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_LinkToADevice_IsRefused()
    {
        var link = Path.Combine(_folder, "link");
        System.IO.File.CreateSymbolicLink(link, "/dev/fairlead-none");
        await Should.ThrowAsync<IOException>(WholeFile.WriteAsync(link, replace: true, _ => Task.CompletedTask, Cancel));
        System.IO.File.Exists("/dev/fairlead-none").ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_FailsHalfway_LeavesWhatWasThere()
    {
        await WriteAsync("first");
        await Should.ThrowAsync<FormatException>(WholeFile.WriteAsync(File, replace: true, stream =>
        {
            stream.Write("half"u8);
            throw new FormatException();
        }, Cancel));
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldBe("first");
        Directory.GetFiles(_folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_Link_ReplacesWhatItLeadsTo()
    {
        await WriteAsync("first");
        var link = Path.Combine(_folder, "link");
        System.IO.File.CreateSymbolicLink(link, File);
        await WholeFile.WriteAsync(link, replace: true, stream => stream.WriteAsync("second"u8.ToArray(), Cancel).AsTask(), Cancel);
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldBe("second");
        new FileInfo(link).LinkTarget.ShouldBe(File);
    }

    [Fact]
    public async Task WriteAsync_Folder_SaysSo() =>
        (await Should.ThrowAsync<IOException>(WholeFile.WriteAsync(_folder, replace: true, _ => Task.CompletedTask, Cancel))).Message.ShouldBe($"{_folder} is a folder: name a file in it");

    private Task WriteAsync(string text, bool replace = true) =>
        WholeFile.WriteAsync(File, replace, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Cancel).AsTask(), Cancel);
}
