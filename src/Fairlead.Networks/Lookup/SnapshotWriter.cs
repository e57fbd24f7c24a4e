using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fairlead.Networks.Lookup;

/// <summary>Writes a table as a snapshot. The same table gives the same bytes.</summary>
internal static class SnapshotWriter
{
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine's numbers are not little-endian.</exception>
    public static void Write(NetworkTable table, Stream to)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("snapshots are little-endian, and this machine isn't");
        var facts = table.Facts;
        var texts = new SnapshotTexts();
        // Those that give texts their numbers come before the texts.
        var networks = Networks(facts.Networks, texts);
        var asns = Asns(facts.Asns, texts);
        var countries = Countries(facts.Countries, texts);
        ReadOnlyMemory<byte>[] sections =
        [
            Bytes(table.V4.Slots),
            Bytes(table.V6.Root), Bytes(table.V6.Nodes), Bytes(table.V6.Leaves), Bytes(table.V6.DeepStarts), Bytes(table.V6.DeepValues),
            Bytes(facts.Rows), networks, asns, countries, Bytes<int>(texts.Ends), texts.Text,
            Bytes(table.AsnNames.Asns), Bytes(table.AsnNames.Ends), Bytes(table.AsnNames.Text),
            Bytes<int>([table.PrefixesV4, table.PrefixesV6]),
        ];

        var lengths = Bytes<ulong>(Array.ConvertAll(sections, section => (ulong)section.Length));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(lengths);
        foreach (var section in sections) hash.AppendData(section.Span);

        Span<byte> header = stackalloc byte[SnapshotFormat.HeaderLength];
        SnapshotFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], SnapshotFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)sections.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], (ulong)(header.Length + lengths.Length + sections.Sum(section => (long)section.Length)));
        hash.GetHashAndReset(header[24..]);

        to.Write(header);
        to.Write(lengths);
        foreach (var section in sections) to.Write(section.Span);
    }

    private static byte[] Networks(ReadOnlySpan<Claim> claims, SnapshotTexts texts)
    {
        var numbers = new List<int>();
        foreach (var claim in claims[1..])
            numbers.AddRange([texts.NumberOf(claim.Network), texts.NumberOf(claim.Region), texts.NumberOf(claim.Source), texts.NumberOf(claim.Owner), (int)claim.Trust]);
        return Bytes<int>(CollectionsMarshal.AsSpan(numbers));
    }

    private static byte[] Asns(ReadOnlySpan<AsnClaim> claims, SnapshotTexts texts)
    {
        var numbers = new List<int>(2 * claims.Length);
        foreach (var claim in claims[1..])
        {
            numbers.Add((int)claim.Asn);
            numbers.Add(texts.NumberOf(claim.Source));
        }
        return Bytes<int>(CollectionsMarshal.AsSpan(numbers));
    }

    private static byte[] Countries(ReadOnlySpan<CountryClaim> claims, SnapshotTexts texts)
    {
        var numbers = new List<int>();
        foreach (var claim in claims[1..]) numbers.AddRange([claim.Country.Number, texts.NumberOf(claim.Source), (int)claim.Trust]);
        return Bytes<int>(CollectionsMarshal.AsSpan(numbers));
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> numbers)
        where T : struct => MemoryMarshal.AsBytes(numbers).ToArray();
}
