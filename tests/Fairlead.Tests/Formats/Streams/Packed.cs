using System.IO.Compression;
using System.Text;
using Fairlead.Formats.Streams;
using ICSharpCode.SharpZipLib.BZip2;

namespace Fairlead.Tests.Formats.Streams;

/// <summary>Packs for tests, and unpacks with what is tested.</summary>
internal static class Packed
{
    public static readonly byte[] Sample = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => $"192.0.2.{i}/32\n")));

    public static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Bzip2(byte[] content)
    {
        var packed = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(packed, 1)) bzip2.Write(content);
        return packed.ToArray();
    }

    public static byte[] Pack(string how, byte[] content) => how switch
    {
        "gzip" => Gzip(content),
        "bzip2" => Bzip2(content),
        _ => content,
    };

    /// <summary>All that comes out, read in pieces of this size.</summary>
    public static byte[] Unpack(byte[] packed, long maxBytes = 1 << 20, int piece = 4096)
    {
        using var content = Decompression.Open(new MemoryStream(packed), maxBytes);
        var unpacked = new MemoryStream();
        content.CopyTo(unpacked, piece);
        content.ReadByte().ShouldBe(-1);
        return unpacked.ToArray();
    }

    /// <summary>What is said of a file that is refused.</summary>
    public static string Refusal(byte[] packed, long maxBytes = 1 << 20) => Should.Throw<InvalidDataException>(() => Unpack(packed, maxBytes)).Message;
}
