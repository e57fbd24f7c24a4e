using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Reads a snapshot into memory: numbers into the arrays that they are served from, and no parsing. Nothing is used before length and
/// hash are right and every index leads to where it should (<see cref="SnapshotCheck"/>): the hash tells of accidents only.
/// </summary>
internal sealed class SnapshotReader
{
    private const int FirstRoom = 2 << 20;
    private readonly Stream _from;
    private readonly IncrementalHash _hash;
    private readonly long[] _lengths;

    private SnapshotReader(Stream from, IncrementalHash hash, long[] lengths) => (_from, _hash, _lengths) = (from, hash, lengths);

    /// <exception cref="InvalidDataException">It is no snapshot, one of another version, or a damaged one.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static NetworkTable Read(Stream from)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("snapshots are little-endian, and this machine isn't");
        Span<byte> header = stackalloc byte[SnapshotFormat.HeaderLength];
        if (from.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(SnapshotFormat.Magic))
            throw new InvalidDataException("byte 0: not a snapshot: it doesn't begin as one");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != SnapshotFormat.Version)
            throw new InvalidDataException($"byte 8: a snapshot of version {version}, and this program reads version {SnapshotFormat.Version}: compile it anew");
        var sections = Enum.GetValues<SnapshotSection>().Length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != sections) throw new InvalidDataException($"byte 12: it doesn't have {sections} sections");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        if (length > SnapshotFormat.MaxLength) throw new InvalidDataException($"byte 16: {length} bytes, and no snapshot has more than {SnapshotFormat.MaxLength}");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lengths = new long[sections];
        var reader = new SnapshotReader(from, hash, lengths);
        reader.Fill(MemoryMarshal.AsBytes(lengths.AsSpan()));
        reader.CheckLengths((long)length);
        return reader.ReadTable(header[24..]);
    }

    private void CheckLengths(long fileLength)
    {
        var left = fileLength - SnapshotFormat.HeaderLength - (_lengths.Length * sizeof(long));
        foreach (var length in _lengths)
        {
            if (length < 0 || length > left) throw new InvalidDataException($"byte {SnapshotFormat.HeaderLength}: the sections' lengths go past the end");
            left -= length;
        }
        if (left != 0) throw new InvalidDataException($"byte {SnapshotFormat.HeaderLength}: the sections' lengths don't fill the file");
    }

    private NetworkTable ReadTable(ReadOnlySpan<byte> rightHash)
    {
        var slots = Numbers<int>(SnapshotSection.SlotsV4);
        var root = Numbers<int>(SnapshotSection.RootV6);
        var nodes = Numbers<Ipv6Node>(SnapshotSection.NodesV6);
        var leaves = Numbers<int>(SnapshotSection.LeavesV6);
        var deepStarts = Numbers<UInt128>(SnapshotSection.DeepStartsV6);
        var deepValues = Numbers<int>(SnapshotSection.DeepValuesV6);
        var rows = Numbers<FactsRow>(SnapshotSection.Rows);
        var networks = Numbers<int>(SnapshotSection.Networks);
        var asns = Numbers<int>(SnapshotSection.Asns);
        var countries = Numbers<int>(SnapshotSection.Countries);
        var textEnds = Numbers<int>(SnapshotSection.TextEnds);
        var text = Numbers<byte>(SnapshotSection.Texts);
        var namedAsns = Numbers<uint>(SnapshotSection.NamedAsns);
        var nameEnds = Numbers<int>(SnapshotSection.NameEnds);
        var names = Numbers<byte>(SnapshotSection.Names);
        var counts = Numbers<int>(SnapshotSection.Counts);
        if (_from.ReadByte() >= 0) throw new InvalidDataException("it goes on after its end");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        if (!hash.SequenceEqual(rightHash)) throw new InvalidDataException("byte 24: its SHA-256 is another: it has been damaged");

        SnapshotCheck.Ends(textEnds, text.Length, "texts");
        SnapshotCheck.Ends(nameEnds, names.Length, "names");
        SnapshotCheck.Ascending(namedAsns, nameEnds.Length);
        if (counts.Length != 2) throw SnapshotCheck.Wrong("it doesn't have two counts");
        var texts = Texts(textEnds, text);
        var facts = new FactsTable(rows, Networks(networks, texts), Asns(asns, texts), Countries(countries, texts));
        SnapshotCheck.Rows(facts);
        SnapshotCheck.IndexV4(slots, rows.Length);
        SnapshotCheck.IndexV6(root, nodes, leaves, deepStarts, deepValues, rows.Length);
        return new NetworkTable(
            new Ipv4Index(slots), new Ipv6Index(root, nodes, leaves, deepStarts, deepValues), facts, new AsnNames(namedAsns, nameEnds, names), counts[0], counts[1]);
    }

    private T[] Numbers<T>(SnapshotSection section)
        where T : struct
    {
        var length = _lengths[(int)section];
        var size = Unsafe.SizeOf<T>();
        if (length % size != 0) throw new InvalidDataException($"section {section}: its length is no multiple of {size}");
        // Room comes in step with what comes: a header may say anything.
        var count = (int)(length / size);
        var numbers = GC.AllocateUninitializedArray<T>(Math.Min(count, FirstRoom));
        for (var filled = 0; ;)
        {
            Fill(MemoryMarshal.AsBytes(numbers.AsSpan(filled)));
            filled = numbers.Length;
            if (filled == count) return numbers;
            Array.Resize(ref numbers, (int)Math.Min(count, 4L * filled));
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (_from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new InvalidDataException("it ends too early: it has been cut off");
        _hash.AppendData(bytes);
    }

    private static string?[] Texts(int[] ends, byte[] text)
    {
        var texts = new string?[ends.Length + 1];
        var start = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            texts[i + 1] = Encoding.UTF8.GetString(text.AsSpan(start, ends[i] - start));
            start = ends[i];
        }
        return texts;
    }

    private static Claim[] Networks(int[] numbers, string?[] texts)
    {
        const int fields = 5;
        var claims = new Claim[SnapshotCheck.Records(numbers.Length, fields) + 1];
        for (var i = 1; i < claims.Length; i++)
        {
            var at = numbers.AsSpan((i - 1) * fields, fields);
            claims[i] = new Claim(Text(texts, at[0]), TextOrNone(texts, at[1]), Text(texts, at[2]), SnapshotCheck.Trust(at[4])) { Owner = Text(texts, at[3]) };
        }
        return claims;
    }

    private static AsnClaim[] Asns(int[] numbers, string?[] texts)
    {
        const int fields = 2;
        var claims = new AsnClaim[SnapshotCheck.Records(numbers.Length, fields) + 1];
        for (var i = 1; i < claims.Length; i++)
        {
            var at = numbers.AsSpan((i - 1) * fields, fields);
            claims[i] = new AsnClaim((uint)at[0], Text(texts, at[1]));
        }
        return claims;
    }

    private static CountryClaim[] Countries(int[] numbers, string?[] texts)
    {
        const int fields = 3;
        var claims = new CountryClaim[SnapshotCheck.Records(numbers.Length, fields) + 1];
        for (var i = 1; i < claims.Length; i++)
        {
            var at = numbers.AsSpan((i - 1) * fields, fields);
            if (at[0] < 1 || at[0] >= CountryCode.Count) throw SnapshotCheck.Wrong("a country is none");
            claims[i] = new CountryClaim(CountryCode.Of(at[0]), Text(texts, at[1]), SnapshotCheck.Trust(at[2]));
        }
        return claims;
    }

    private static string Text(string?[] texts, int number) => TextOrNone(texts, number) ?? throw SnapshotCheck.Wrong("a text is missing");

    private static string? TextOrNone(string?[] texts, int number) =>
        (uint)number < (uint)texts.Length ? texts[number] : throw SnapshotCheck.Wrong("a text is not there");
}
