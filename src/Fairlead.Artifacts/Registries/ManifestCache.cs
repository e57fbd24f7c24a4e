using System.Buffers;
using System.Text;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Manifests on disk, one file each under its digest's hex: the media type, a line feed, the content. A file is believed only as far as its
/// content proves to be what its name says, so a damaged one is as good as none, and is written again. Nothing of it ever fails a run. Thread-safe, also
/// among processes.
/// </summary>
internal sealed class ManifestCache(string? folder)
{
    private static readonly SearchValues<char> s_mediaType = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+/");
    private const int MaxMediaType = 255;

    /// <summary>What is kept under a digest; null where nothing sound is.</summary>
    public FetchedManifest? Find(Digest digest)
    {
        if (folder is null) return null;
        try
        {
            var path = PathOf(folder, digest);
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > ManifestReader.MaxBytes + MaxMediaType + 1) return null;
            var bytes = File.ReadAllBytes(path);
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (end < 0 || Digest.Of(bytes.AsSpan(end + 1)) != digest) return null;
            var mediaType = Encoding.ASCII.GetString(bytes, 0, end);
            return IsMediaType(mediaType) ? new FetchedManifest(digest, mediaType, bytes.AsMemory(end + 1)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps one, if it can be found again by its own bytes.</summary>
    public void Keep(FetchedManifest manifest)
    {
        if (folder is null || !IsMediaType(manifest.MediaType) || Digest.Of(manifest.Content.Span) != manifest.Digest) return;
        string? unfinished = null;
        try
        {
            var path = PathOf(folder, manifest.Digest);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
            using (var file = File.Create(unfinished))
            {
                file.Write(Encoding.ASCII.GetBytes(manifest.MediaType + '\n'));
                file.Write(manifest.Content.Span);
            }
            // Whole or not at all: another process may look at any time. What a crash leaves behind the digest tells from a good one.
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
        }
    }

    private static bool IsMediaType(string text) => text.Length is > 0 and <= MaxMediaType && !text.AsSpan().ContainsAnyExcept(s_mediaType);

    // In 256 folders, as some file systems are slow with very many files in one.
    private static string PathOf(string folder, Digest digest) => Path.Combine(folder, digest.Hex[..2], digest.Hex);

    private static void Remove(string? file)
    {
        try
        {
            if (file is not null) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that can't be written now was said to be no trouble.
        }
    }
}
