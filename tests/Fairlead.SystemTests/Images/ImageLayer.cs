using System.Formats.Tar;
using System.IO.Compression;
using Fairlead.Formats.Oci;

namespace Fairlead.SystemTests.Images;

/// <summary>A layer: a gzipped tar with one file in it.</summary>
/// <param name="Content">As it is pushed.</param>
/// <param name="DiffId">Digest of the tar (image specification, config.md).</param>
internal sealed record ImageLayer(byte[] Content, Digest DiffId)
{
    /// <summary>Makes a layer of about this many bytes; the same each time for one name.</summary>
    public static ImageLayer Of(string name, int bytes)
    {
        var random = new byte[bytes];
        new Random(name.Aggregate(17, (seed, letter) => (seed * 31) + letter)).NextBytes(random);
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(random), ModificationTime = DateTimeOffset.UnixEpoch });
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(tar.ToArray());
        return new ImageLayer(packed.ToArray(), Digest.Of(tar.ToArray()));
    }
}
