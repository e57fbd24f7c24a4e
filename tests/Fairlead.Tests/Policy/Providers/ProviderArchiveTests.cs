using System.Formats.Tar;
using System.Text;
using Fairlead.Policy.Providers;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Providers;

public sealed class ProviderArchiveTests
{
    private const string Folder = "registry/meta/asns";
    private const string Amazon = "name: amazon\nasns: [16509]\n";
    private const string Google = "name: google\nasns: [15169]\n";

    [Theory]
    [InlineData("repo-main/registry/meta/asns/", Folder)]
    [InlineData("registry/meta/asns/", Folder)]
    [InlineData("./registry/meta/asns/", Folder)]
    [InlineData("repo-main/registry/meta/asns/", null)]
    [InlineData("", null)]
    public void Read_FilesOfAFolder_AreThoseInTheOrderOfTheirNames(string root, string? folder)
    {
        var load = Read("archive", TarGz.Of((root + "google.yaml", Google), (root + "README.md", "# no"), (root + "amazon.yml", Amazon)), folder);
        load.Problems.ShouldBeEmpty();
        load.Set!.Files.Select(file => file.Name).ShouldBe(["amazon", "google"]);
    }

    [Fact]
    public void Read_AWholeRepository_FindsThoseThatLookLikeProviderFiles()
    {
        var load = Read("archive", TarGz.Gzip(TarGz.Tar(
            TarGz.File("repo/.github/ci.yml", "on: push\njobs: {a: {steps: [*x]}}\n---\nmore: 1\n"),
            TarGz.File("repo/deploy/app.yaml", "kind: Deployment\nmetadata: {name: x}\n"),
            TarGz.File("repo/huge.yaml", new string('#', ProviderFileCollector.MaxFileBytes + 1)),
            TarGz.Link(TarEntryType.SymbolicLink, "repo/docs/link.yaml", "/etc/passwd"),
            TarGz.File("repo/meta/asns/amazon.yaml", Amazon))), folder: null);
        load.Problems.ShouldBeEmpty();
        load.Set!.Files.Single().Name.ShouldBe("amazon");
    }

    [Fact]
    public void Read_SameFiles_HaveTheSameFingerprint()
    {
        var one = Read("a", TarGz.Of(("r1/a.yaml", Amazon)), null).Set!.Fingerprint;
        Read("b", TarGz.Of(("r1/a.yaml", Amazon), ("r1/LICENSE", "x")), null).Set!.Fingerprint.ShouldBe(one);
        Read("a", TarGz.Of(("r1/a.yaml", Google)), null).Set!.Fingerprint.ShouldNotBe(one);
    }

    public static TheoryData<string, byte[], string?> Hostile => new()
    {
        { "leads out", TarGz.Of(("repo/../../etc/cron.d/x.yaml", Amazon)), null },
        { "leads out", TarGz.Of(("repo/a.yaml", Amazon), ("/etc/passwd", "x")), null },
        { "leads out", TarGz.Of(("repo\\..\\x.yaml", Amazon)), null },
        { "a link", TarGz.Gzip(TarGz.Tar(TarGz.Link(TarEntryType.SymbolicLink, $"repo/{Folder}/a.yaml", "/etc/shadow"))), Folder },
        { "a link", TarGz.Gzip(TarGz.Tar(TarGz.Link(TarEntryType.HardLink, $"repo/{Folder}/a.yaml", "b"))), Folder },
        { "a link or a device", TarGz.Gzip(TarGz.Tar(new PaxTarEntry(TarEntryType.Fifo, $"repo/{Folder}/a.yaml"))), Folder },
        { "larger than", TarGz.Of(($"repo/{Folder}/a.yaml", new string('#', ProviderFileCollector.MaxFileBytes + 1))), Folder },
        { "there twice", TarGz.Of(("a.yaml", Amazon), ("a.yaml", Google)), null },
        { "more than 1000 files", TarGz.Of(Enumerable.Range(0, 1001).Select(i => ($"{i}.yaml", $"name: p{i}\nasns: []"))), null },
        { "of YAML", TarGz.Of(Enumerable.Range(0, 65).Select(i => ($"{i}.yaml", new string('#', ProviderFileCollector.MaxFileBytes)))), null },
        { "no provider files", TarGz.Of(("a.yaml", "kind: x")), null },
        { "no provider files", TarGz.Of(("other/a.yaml", Amazon)), Folder },
        { "unpacked", TarGz.Gzip(OfSize(1L << 32)), null },
        { "not a whole archive", Encoding.UTF8.GetBytes("<html>not found</html>"), null },
        { "not a whole archive", [], null },
        { "not a whole archive", TarGz.Of(("a.yaml", Amazon))[..60], null },
        { "not a whole archive", TarGz.Gzip("not a tar"u8.ToArray()), null },
        { "not a whole archive", TarGz.Gzip(new byte[100]), null },
        { "an ASN must be", TarGz.Of(("a.yaml", Amazon), ("b.yaml", "name: b\nasns: [x]")), null },
        { "not in the YAML", TarGz.Of(($"repo/{Folder}/a.yaml", "kind: x")), Folder },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Read_HostileArchive_IsRefusedWhole(string words, byte[] archive, string? folder)
    {
        var load = Read("archive", archive, folder);
        load.Set.ShouldBeNull();
        if (words == "not in the YAML") words = "needs a 'name'";
        load.Problems.ShouldContain(problem => problem.Message.Contains(words), string.Join('\n', load.Problems));
    }

    [Fact]
    public void Read_MuchOutOfLittle_IsRefusedAtTheLimit()
    {
        // A gigabyte of nothing in a megabyte, before the one file that counts.
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(OfSize(600L << 20)[..512]);
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 601; i++) gzip.Write(zeros);
        }
        Read("archive", packed.ToArray(), null).Problems.Single().Message.ShouldContain("unpacked");
    }

    private static ProviderFilesLoad Read(string origin, byte[] archive, string? folder) => ProviderArchive.Read(origin, new MemoryStream(archive), folder);

    /// <summary>The header of a file that claims this size, and nothing behind it.</summary>
    private static byte[] OfSize(long size)
    {
        var bytes = TarGz.Tar(new UstarTarEntry(TarEntryType.RegularFile, "big") { DataStream = new MemoryStream(new byte[1]) });
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(bytes, 124);
        bytes.AsSpan(148, 8).Fill((byte)' ');
        var sum = bytes.Take(512).Sum(one => one);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, 148);
        return bytes;
    }
}
