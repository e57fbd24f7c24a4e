using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Fairlead.Tests.Support;

/// <summary>Makes archives as <c>tar</c> and <c>git archive</c> do.</summary>
internal static class TarGz
{
    /// <summary>A tar archive of these entries.</summary>
    public static byte[] Tar(params IEnumerable<TarEntry> entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
            foreach (var entry in entries) writer.WriteEntry(entry);
        return bytes.ToArray();
    }

    /// <summary>The bytes, compressed.</summary>
    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>An archive of files, compressed.</summary>
    public static byte[] Of(params IEnumerable<(string Name, string Content)> files) => Gzip(Tar(files.Select(file => File(file.Name, file.Content))));

    /// <summary>A file in the form that <c>git archive</c> writes.</summary>
    public static TarEntry File(string name, string content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    /// <summary>A link.</summary>
    public static TarEntry Link(TarEntryType type, string name, string target) => new PaxTarEntry(type, name) { LinkName = target };
}
