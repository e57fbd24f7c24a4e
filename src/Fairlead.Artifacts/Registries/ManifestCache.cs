using System.Buffers;
using System.Text;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Manifests on disk, one file each under its digest's hex: the media type, a line feed, the content. A file is believed only as far as its
/// content proves to be what its name says, so a damaged one is as good as none, and is written again. What nobody has asked for in a long
/// time is removed (<see cref="ManifestCacheSweep"/>). Nothing of it ever fails a run. Thread-safe, also among processes.
/// </summary>
internal sealed class ManifestCache(string? folder, TimeProvider time)
{
    private static readonly SearchValues<char> s_mediaType = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+/");
    private const int MaxMediaType = 255;

    // A file's time says when it was last of use, to a day: enough for the sweep, and no write for each read.
    private static readonly TimeSpan s_stamp = TimeSpan.FromDays(1);

    private int _isSwept;

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
            if (!IsMediaType(mediaType)) return null;
            Stamp(file);
            return new FetchedManifest(digest, mediaType, bytes.AsMemory(end + 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps one, if it can be found again by its own bytes and is a manifest of a kind that we know.</summary>
    public void Keep(FetchedManifest manifest)
    {
        if (folder is null || ProvenType(manifest) is not { } mediaType) return;
        if (Interlocked.Exchange(ref _isSwept, 1) == 0) ManifestCacheSweep.Run(folder, time.GetUtcNow());
        string? unfinished = null;
        try
        {
            var path = PathOf(folder, manifest.Digest);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            unfinished = $"{path}.{Guid.NewGuid():N}{ManifestCacheSweep.Unfinished}";
            using (var file = File.Create(unfinished))
            {
                file.Write(Encoding.ASCII.GetBytes(mediaType + '\n'));
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

    private void Stamp(FileInfo file)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - file.LastWriteTimeUtc < s_stamp) return;
        try
        {
            file.LastWriteTimeUtc = now;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another's file, or a folder that can only be read: it is good all the same.
        }
    }

    // The digest vouches for the content alone. One registry's word on what it is counts for all of them from here on, so it has to fit: the same
    // content under a type that it hasn't would be refused wherever it is met, and as long as the file is there.
    private static string? ProvenType(FetchedManifest manifest)
    {
        if (Digest.Of(manifest.Content.Span) != manifest.Digest) return null;
        try
        {
            var mediaType = Manifest.Parse(manifest.Content.Span, manifest.MediaType).MediaType;
            return ManifestAccept.All.Contains(mediaType, StringComparison.Ordinal) && IsMediaType(mediaType) ? mediaType : null;
        }
        catch (FormatException)
        {
            return null;
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
