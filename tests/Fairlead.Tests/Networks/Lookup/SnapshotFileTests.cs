using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Networks.Lookup;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-snapshot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_NewAndThere_IsReplacedAndNothingIsLeft()
    {
        var path = Path.Combine(_folder, "networks.snapshot");
        SnapshotFile.Write(Table("a"), path).ShouldBe(new FileInfo(path).Length);
        SnapshotFile.Write(Table("b"), path);
        var table = SnapshotFile.Read(path);
        table.Facts[table.Find(IpAddress.Parse("192.0.2.1"))].Network.ShouldBe("b");
        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Write_Link_ReplacesWhatItLeadsTo()
    {
        var target = Path.Combine(_folder, "v1");
        var link = Path.Combine(_folder, "current");
        File.WriteAllText(target, "");
        File.CreateSymbolicLink(link, target);
        SnapshotFile.Write(Table("a"), link);
        new FileInfo(link).LinkTarget.ShouldBe(target);
        SnapshotFile.Read(target).Facts.Length.ShouldBe(2);
    }

    [Fact]
    public void Write_Cancelled_LeavesWhatWasThere()
    {
        var path = Path.Combine(_folder, "networks.snapshot");
        File.WriteAllText(path, "old");
        Should.Throw<OperationCanceledException>(() => SnapshotFile.Write(Table("a"), path, new CancellationToken(canceled: true)));
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Write_FolderOrNoFolder_Throws()
    {
        Should.Throw<IOException>(() => SnapshotFile.Write(Table("a"), _folder));
        Should.Throw<IOException>(() => SnapshotFile.Write(Table("a"), Path.Combine(_folder, "none", "file")));
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    private static NetworkTable Table(string network)
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("192.0.2.0/24"), network, null, "feed", Trust.CloudFeed);
        return builder.Build();
    }
}
