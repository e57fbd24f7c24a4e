using System.Globalization;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>One of several equal parts of all blobs: the same blob is always in the same part.</summary>
/// <param name="Index">Which, from 0, as Kubernetes counts the pods of an Indexed Job (<c>JOB_COMPLETION_INDEX</c>).</param>
/// <param name="Count">How many there are.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>More parts than anybody has machines for.</summary>
    public const int MaxCount = 10_000;

    /// <summary>Whether a blob is in this part: a digest is as even as any hash of it would be.</summary>
    public bool Holds(Digest digest) => digest.First64 % (ulong)Count == (ulong)Index;

    /// <summary>Parses <c>I/N</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Shard shard)
    {
        shard = default;
        var slash = text.IndexOf('/');
        if (slash < 0
            || !int.TryParse(text[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > MaxCount || index >= count)
            return false;
        shard = new Shard(index, count);
        return true;
    }

    /// <summary><c>I/N</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
