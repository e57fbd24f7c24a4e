using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>The folder with the last good copy of each feed that has a URL. Programs may share it.</summary>
/// <param name="directory">Made when it is needed; null: nothing is kept.</param>
/// <param name="time">For telling which temporary files nobody is writing any more.</param>
/// <param name="maxContentBytes">No larger body is read.</param>
internal sealed class FeedCopies(string? directory, TimeProvider time, int maxContentBytes)
{
    /// <summary>A write takes seconds at most: a temporary file this old is a crash's.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private const int LongestNamePart = 64; // with hash and endings well below the 255 bytes that file systems allow

    /// <summary>Where the feed's copy lies; null when nothing is kept.</summary>
    public string? PathOf(FeedSource source) => directory is null ? null : Path.Combine(directory, FileName(source));

    /// <summary>The feed's copy from this very URL.</summary>
    /// <param name="source">The feed.</param>
    /// <param name="problem">Why there is none; null when there just isn't one.</param>
    public FeedCopy? Read(FeedSource source, out string? problem)
    {
        problem = null;
        if (PathOf(source) is not { } path) return null;
        try
        {
            var file = FeedFile.Read(path, maxContentBytes + FeedCopyFormat.MaxHeaderBytes, out _);
            var copy = file is { } bytes ? FeedCopyFormat.Read(bytes) : null;
            if (copy is null) problem = $"the copy {path} is damaged";
            return copy?.Url == source.Url ? copy : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"the copy {path} can't be read: {e.Message}";
            return null;
        }
    }

    /// <summary>Puts the copy in the place of the old one, whole or not at all.</summary>
    /// <returns>Why it could not be kept, or null.</returns>
    public string? Write(FeedSource source, FeedCopy copy)
    {
        if (directory is null) return "it is not kept on disk, because there is no cache directory";
        var path = PathOf(source)!;
        // A name of its own, because another program may be writing the same feed.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(directory);
            RemoveAbandoned(path);
            try
            {
                using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                {
                    file.Write(FeedCopyFormat.Header(copy));
                    file.Write(copy.Content.Span);
                    file.Flush(flushToDisk: true); // else a crash may leave the new name with no content
                }
                File.Move(temporary, path, overwrite: true);
                return null;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it can't be kept in {directory}: {e.Message}";
        }
    }

    private void RemoveAbandoned(string path)
    {
        foreach (var left in Directory.EnumerateFiles(directory!, $"{Path.GetFileName(path)}.*.tmp"))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(left) > Abandoned) File.Delete(left);
        }
    }

    // The hash keeps apart the URLs that one name has had, and names that differ only in characters that file names can't have.
    // It need not be a strong one: the copy itself says which URL it is of.
    private static string FileName(FeedSource source)
    {
        var hash = 14695981039346656037; // FNV-1a, 64 bits
        foreach (var one in Encoding.UTF8.GetBytes($"{source.Name}\n{source.Url!.AbsoluteUri}")) hash = (hash ^ one) * 1099511628211;
        var name = new StringBuilder();
        foreach (var c in source.Name.AsSpan(0, Math.Min(source.Name.Length, LongestNamePart))) name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{hash:x16}.feed");
    }
}
