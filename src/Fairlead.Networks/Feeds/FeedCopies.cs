using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>The folder with the last good copy of each feed that has a URL. Programs may share it.</summary>
/// <param name="directory">Made when it is needed; null: nothing is kept.</param>
/// <param name="time">For telling which temporary files nobody is writing any more.</param>
/// <param name="limits">No larger body is read.</param>
/// <param name="remove">Removes a file.</param>
internal sealed class FeedCopies(string? directory, TimeProvider time, FeedLimits limits, Action<string> remove)
{
    /// <summary>A file is written to for as long as a download takes, minutes at most: one that nobody has touched for so long is a crash's.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private const int LongestNamePart = 64; // with hash and endings well below the 255 bytes that file systems allow

    public FeedCopies(string? directory, TimeProvider time, FeedLimits limits)
        : this(directory, time, limits, File.Delete)
    {
    }

    /// <summary>Where the feed's copy lies; null when nothing is kept.</summary>
    public string? PathOf(FeedSource source) => directory is null ? null : Path.Combine(directory, FileName(source));

    /// <summary>The feed's copy from this very URL, which has been looked through and is whole.</summary>
    /// <param name="source">The feed.</param>
    /// <param name="problem">Why there is none; null when there just isn't one.</param>
    public FeedCopy? Open(FeedSource source, out string? problem)
    {
        problem = null;
        if (PathOf(source) is not { } path) return null;
        FileStream? file = null;
        try
        {
            file = FeedFile.Open(path);
            if (ReadHeader(file, limits.BytesOf(source.Type)) is not { } header) problem = $"the copy {path} is damaged";
            else if (header.Url == source.Url) return new FeedCopy(header, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"the copy {path} can't be read: {e.Message}";
        }
        file?.Dispose();
        return null;
    }

    /// <summary>A place for a body of the feed.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public FeedSpool Begin(FeedSource source)
    {
        // A name of its own, because another program may be writing the same feed.
        var path = PathOf(source) is { } copy ? $"{copy}.{Guid.NewGuid():N}.tmp" : null;
        if (path is not null) RemoveAbandoned(PathOf(source)!);
        return new FeedSpool(path, isSmall: !limits.IsLarge(source.Type));
    }

    /// <summary>Puts the body in the place of the old copy, whole or not at all.</summary>
    /// <returns>Why it could not be kept, or null.</returns>
    public string? Keep(FeedSource source, FeedSpool body, FeedCopyHeader header)
    {
        if (body.Problem is { } problem) return problem;
        try
        {
            if (FeedCopyFormat.Write(header) is not { } block) return $"it can't be kept in {directory}: its URL and its ETag are too long";
            body.MoveTo(PathOf(source)!, block);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it can't be kept in {directory}: {e.Message}";
        }
    }

    /// <summary>Says something new of the copy: whole or not at all, like everything here, and so in a file of its own.</summary>
    /// <returns>Why it could not be done, or null.</returns>
    public string? Renew(FeedSource source, FeedCopy copy, FeedCopyHeader header)
    {
        try
        {
            using var body = Begin(source);
            var content = copy.OpenContent();
            var buffer = new byte[128 << 10];
            for (int read; (read = content.Read(buffer)) > 0;) body.Append(buffer.AsSpan(0, read));
            return Keep(source, body, header with { Content = body.Fingerprint });
        }
        catch (IOException e)
        {
            return $"it can't be kept in {directory}: {e.Message}";
        }
    }

    private static FeedCopyHeader? ReadHeader(FileStream file, long maxBytes)
    {
        var block = new byte[FeedCopyFormat.HeaderBytes];
        if (file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length || FeedCopyFormat.Read(block) is not { } header) return null;
        if (header.Content.Bytes > maxBytes || file.Length != FeedCopyFormat.HeaderBytes + header.Content.Bytes) return null;
        return FeedFingerprint.Of(file) == header.Content ? header : null;
    }

    private void RemoveAbandoned(string path)
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(directory!, $"{Path.GetFileName(path)}.*.tmp"))
            {
                if (time.GetUtcNow() - File.GetLastWriteTimeUtc(left) > Abandoned) TryRemove(left);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not yet there, or not to be listed: whether it can be written to is seen next.
        }
    }

    // Another user's, in a folder where everyone may only remove their own, stays: that is no reason to keep nothing.
    private void TryRemove(string path)
    {
        try
        {
            remove(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
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
