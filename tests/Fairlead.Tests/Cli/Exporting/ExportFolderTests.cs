using Fairlead.Cli.Exporting;
using Fairlead.Edges.Plans;

namespace Fairlead.Tests.Cli.Exporting;

public sealed class ExportFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_OverAnOldExport_ReplacesItsFilesAlone()
    {
        File.WriteAllText(Path.Combine(_folder, "one"), "old");
        File.WriteAllText(Path.Combine(_folder, "mine"), "mine");

        (await ExportFolder.WriteAsync(_folder, [New("one"), New("two")], TestContext.Current.CancellationToken)).ShouldBe([Path.Combine(_folder, "one"), Path.Combine(_folder, "two")]);

        Content().ShouldBe(["mine: mine", "one: new", "two: new"]);
    }

    /// <summary>Ctrl-C, a full disk: an old map beside a new table would send clients to the wrong mirrors.</summary>
    [Fact]
    public async Task Write_EndedMidway_LeavesTheOldExportWhole()
    {
        foreach (var name in (string[])["one", "two"]) File.WriteAllText(Path.Combine(_folder, name), "old");
        using var interruption = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => ExportFolder.WriteAsync(_folder, [New("one"), new("two", _ => interruption.Cancel())], interruption.Token));
        await Should.ThrowAsync<IOException>(() => ExportFolder.WriteAsync(_folder, [New("one"), new("two", _ => throw new IOException("full"))], TestContext.Current.CancellationToken));

        Content().ShouldBe(["one: old", "two: old"]);
    }

    [Fact]
    public async Task Write_FolderOfAFilesName_ChangesNothing()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "two"));

        (await Should.ThrowAsync<IOException>(() => ExportFolder.WriteAsync(_folder, [New("one"), New("two")], TestContext.Current.CancellationToken))).Message.ShouldContain("two is a folder");

        Content().ShouldBeEmpty();
    }

    private static EdgeFile New(string name) => new(name, to => to.Write("new"u8));

    private IEnumerable<string> Content() =>
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file)}");
}
