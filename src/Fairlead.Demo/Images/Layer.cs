using System.Formats.Tar;
using System.IO.Compression;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>
/// A layer as a registry holds it, a gzip'd tar, and the digest of the tar itself, which the image's config lists
/// (OCI image specification 1.1, layer.md and config.md, "Layer DiffID").
/// The same files make the same bytes on the same runtime: owner, mode and times are fixed. Another runtime may compress differently.
/// </summary>
public sealed record Layer(Blob Blob, Digest DiffId)
{
    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode FolderMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A layer of these files, with the folders that they stand in.</summary>
    public static Layer Of(params IReadOnlyList<LayerFile> files) => Of(files, CompressionLevel.Optimal);

    /// <summary>A layer of one file of this many bytes that don't compress: its blob is a little larger than that.</summary>
    public static Layer Seeded(ulong seed, int size) =>
        // Trying to compress what can't be only costs time, and load tests make many of these.
        Of([new LayerFile($"opt/seeded-{seed}", SeededContent.Of(seed, size))], CompressionLevel.NoCompression);

    private static Layer Of(IReadOnlyList<LayerFile> files, CompressionLevel compression)
    {
        var tar = Tar(files);
        using var gzipped = new MemoryStream();
        using (var gzip = new GZipStream(gzipped, compression, leaveOpen: true))
            gzip.Write(tar);
        return new Layer(Blob.Of(OciMediaType.Layer, gzipped.ToArray()), Digest.Of(tar));
    }

    private static ReadOnlySpan<byte> Tar(IReadOnlyList<LayerFile> files)
    {
        var stream = new MemoryStream();
        var folders = new HashSet<string>();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var file in files)
            {
                for (var slash = file.Path.IndexOf('/'); slash >= 0; slash = file.Path.IndexOf('/', slash + 1))
                {
                    var folder = file.Path[..(slash + 1)];
                    if (folders.Add(folder)) tar.WriteEntry(Entry(TarEntryType.Directory, folder, FolderMode));
                }
                var entry = Entry(TarEntryType.RegularFile, file.Path, FileMode);
                entry.DataStream = new MemoryStream(file.Content.ToArray());
                tar.WriteEntry(entry);
            }
        }
        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }

    private static UstarTarEntry Entry(TarEntryType type, string path, UnixFileMode mode) =>
        new(type, path) { Mode = mode, ModificationTime = ImageJson.Created };
}
