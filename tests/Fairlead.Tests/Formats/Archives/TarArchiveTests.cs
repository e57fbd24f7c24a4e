using System.Formats.Tar;
using System.Text;
using Fairlead.Formats.Archives;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Formats.Archives;

public sealed class TarArchiveTests
{
    private static readonly string s_long = string.Join('/', Enumerable.Repeat("a-folder-of-some-length", 20)) + "/file.yaml";

    [Fact]
    public void Next_EveryForm_GivesNamesAndContents()
    {
        var bytes = TarGz.Tar(
            new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "0123456789abcdef" }), // as git archive begins
            new PaxTarEntry(TarEntryType.Directory, "repo/"),
            TarGz.File("repo/a.yaml", "one"),
            TarGz.File("repo/empty", ""),
            TarGz.File(s_long, new string('x', 2000)),
            Filled(new UstarTarEntry(TarEntryType.RegularFile, string.Join('/', Enumerable.Repeat("prefix", 20)) + "/u.yaml"), "two"),
            Filled(new GnuTarEntry(TarEntryType.RegularFile, s_long), "three"),
            Filled(new V7TarEntry(TarEntryType.V7RegularFile, "v7.yaml"), "four"),
            TarGz.Link(TarEntryType.SymbolicLink, "repo/link", "/etc/passwd"),
            TarGz.Link(TarEntryType.HardLink, "repo/hard", "repo/a.yaml"),
            new PaxTarEntry(TarEntryType.Fifo, "repo/pipe"));
        Read(bytes).ShouldBe(
        [
            "Directory repo/ ", "File repo/a.yaml one", "File repo/empty ", $"File {s_long} {new string('x', 2000)}",
            "File prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/prefix/u.yaml two",
            $"File {s_long} three", "File v7.yaml four", "Link repo/link ", "Link repo/hard ", "Other repo/pipe ",
        ]);
    }

    [Fact]
    public void Next_ContentNotRead_IsPassedOver()
    {
        var tar = Open(TarGz.Tar(TarGz.File("a", new string('x', 100_000)), TarGz.File("b", "y")));
        tar.Next()!.Value.Size.ShouldBe(100_000);
        Encoding.UTF8.GetString(tar.Read(tar.Next()!.Value, 10)).ShouldBe("y");
        tar.Next().ShouldBeNull();
    }

    [Fact]
    public void Next_CutOffAnywhere_IsRefused()
    {
        var bytes = TarGz.Tar(TarGz.File(s_long, "content"), TarGz.File("b", "y"));
        var end = bytes.Length;
        while (bytes[end - 1] == 0) end--;
        // Up to the end of the last content; a block of zeros behind it is an end.
        for (var length = 0; length <= end; length += 7)
            Should.Throw<InvalidDataException>(() => Read(bytes[..length]), $"{length} bytes");
    }

    [Fact]
    public void Next_DamagedHeader_IsRefused()
    {
        foreach (var at in new[] { 0, 60, 124, 130, 150, 156 })
        {
            var bytes = TarGz.Tar(Filled(new UstarTarEntry(TarEntryType.RegularFile, "a"), "one"));
            bytes[at] ^= 0x11;
            Should.Throw<InvalidDataException>(() => Read(bytes), $"byte {at}").Message.ShouldContain("damaged");
        }
    }

    [Fact]
    public void Next_LargerThanAllowed_IsRefusedBeforeItIsRead()
    {
        var bytes = TarGz.Tar(TarGz.File("a", new string('x', 10_000)));
        Should.Throw<InvalidDataException>(() => new TarArchive(new MemoryStream(bytes), 5_000).Next()).Message.ShouldContain("more than 5000 bytes");
    }

    [Theory]
    [InlineData("1000000000")] // more than there is room for, and than anybody should take
    [InlineData("-1")]
    [InlineData("x")]
    public void Next_SizeInTheExtendedHeaderIsALie_IsRefused(string size)
    {
        var record = $" size={size}\n";
        var header = $"{record.Length + 2}{record}"; // two digits, as long as the whole has two
        var bytes = TarGz.Tar(Filled(new UstarTarEntry(TarEntryType.RegularFile, "a"), header), TarGz.File("b", "y"));
        bytes[156] = (byte)'x';
        Seal(bytes);
        Should.Throw<InvalidDataException>(() => Read(bytes));
    }

    [Theory]
    [InlineData("8 path=a\n")]
    [InlineData("0 path=a\n")]
    [InlineData("99 path=a\n")]
    [InlineData("path=a\n")]
    [InlineData("2147483647 path=a\n")]
    [InlineData("10 path=ab")]
    public void Next_DamagedExtendedHeader_IsRefused(string header)
    {
        var bytes = TarGz.Tar(Filled(new UstarTarEntry(TarEntryType.RegularFile, "a"), header), TarGz.File("b", "y"));
        bytes[156] = (byte)'x';
        Seal(bytes);
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("extended header");
    }

    [Fact]
    public void Next_NameWithoutEnd_IsRefused()
    {
        var bytes = TarGz.Tar(Filled(new UstarTarEntry(TarEntryType.RegularFile, "a"), new string('n', 100_000)));
        bytes[156] = (byte)'L';
        Seal(bytes);
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("too long");
    }

    [Fact]
    public void Read_MoreThanAllowed_IsRefused()
    {
        var tar = Open(TarGz.Tar(TarGz.File("a", "0123456789")));
        var member = tar.Next()!.Value;
        Should.Throw<InvalidDataException>(() => tar.Read(member, 9));
    }

    [Fact]
    public void Next_AnyMutation_EndsInMembersOrARefusal()
    {
        var random = new Random(1);
        var good = TarGz.Tar(TarGz.File("repo/a.yaml", "one"), TarGz.File(s_long, "two"), TarGz.Link(TarEntryType.SymbolicLink, "l", "t"));
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = good.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(2) == 0) SealAll(bytes);
            try
            {
                Read(bytes);
            }
            catch (InvalidDataException)
            {
                // refused: as good an end as any
            }
        }
    }

    private static TarEntry Filled(TarEntry entry, string content)
    {
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return entry;
    }

    private static TarArchive Open(byte[] bytes) => new(new MemoryStream(bytes), maxBytes: 1 << 20);

    private static List<string> Read(byte[] bytes)
    {
        var tar = Open(bytes);
        var members = new List<string>();
        while (tar.Next() is { } member)
            members.Add($"{member.Kind} {member.Name} {(member.Kind == TarMemberKind.File ? Encoding.UTF8.GetString(tar.Read(member, 100_000)) : "")}");
        return members;
    }

    private static void SealAll(byte[] bytes)
    {
        for (var at = 0; at + 512 <= bytes.Length; at += 512)
            if (bytes.AsSpan(at + 257, 5).SequenceEqual("ustar"u8)) Seal(bytes.AsSpan(at, 512));
    }

    /// <summary>Makes the first header's checksum right again.</summary>
    private static void Seal(Span<byte> bytes)
    {
        bytes.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in bytes[..512]) sum += one;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes[148..]);
    }
}
