using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>What a <c>file:</c> store has made of a folder.</summary>
internal static class MirrorFolder
{
    /// <summary>The blobs in it, each checked to be what its name says.</summary>
    public static IReadOnlyList<Digest> Blobs(string folder)
    {
        var files = new DirectoryInfo(Path.Combine(folder, S3Bucket.BlobPrefix));
        if (!files.Exists) return [];
        var blobs = new List<Digest>();
        foreach (var file in files.GetFiles())
        {
            if (!Digest.TryParse(file.Name, out var digest)) continue;
            Digest.Of(File.ReadAllBytes(file.FullName)).ShouldBe(digest, file.FullName);
            blobs.Add(digest);
        }
        return blobs;
    }

    /// <summary>All files, relative to the folder.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
}
