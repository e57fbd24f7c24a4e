using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>
/// What a target says by itself: the registry API (OCI distribution specification 1.1, "Endpoints"), objects named by their digest wherever a mirror keeps them, release
/// files. Nothing but the colon of digests is percent-decoded.
/// </summary>
internal static class TargetPath
{
    private const int FolderSegments = 3;

    /// <summary>Reads a target. Allocates nothing.</summary>
    public static Content Read(ReadOnlySpan<byte> target)
    {
        var question = target.IndexOf((byte)'?');
        var path = question < 0 ? target : target[..question];
        if (path.IsEmpty || path[0] != '/' || path.SequenceEqual("/v2"u8)) return new Content();
        if (path.StartsWith("/v2/"u8)) return ReadApi(path["/v2/".Length..]);
        if (TryFindDigest(path, out var digest)) return new Content { Kind = ContentKind.Blob, Digest = digest };
        return path[^1] == '/' ? new Content() : new Content { Kind = ContentKind.File, Image = FolderOf(path) };
    }

    /// <summary><c>&lt;name&gt;/&lt;collection&gt;/&lt;reference&gt;</c>, read from the right, because a name may hold any of these words.</summary>
    private static Content ReadApi(ReadOnlySpan<byte> rest)
    {
        var slash = rest.LastIndexOf((byte)'/');
        if (slash < 0 || slash == rest.Length - 1) return new Content();
        var before = rest[..slash];
        var kind = before.EndsWith("/blobs"u8) ? ContentKind.Blob : before.EndsWith("/manifests"u8) ? ContentKind.Manifest : ContentKind.Other;
        if (kind == ContentKind.Other) return new Content();
        var name = before[..before.LastIndexOf((byte)'/')];
        return new Content
        {
            Kind = kind,
            Image = IsRepository(name) ? name : default,
            Digest = TryParseDigest(rest[(slash + 1)..], out var digest) ? digest : null,
        };
    }

    private static bool IsRepository(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[RepositoryName.MaxLength];
        return name.Length <= chars.Length
            && Ascii.ToUtf16(name, chars, out var length) == System.Buffers.OperationStatus.Done
            && RepositoryName.IsValid(chars[..length])
            && !AddressText.IsIn(name);
    }

    /// <summary>The folders that a file lies in, without slashes around them; empty for one that lies in none, or in some that have no printable name.</summary>
    private static ReadOnlySpan<byte> FolderOf(ReadOnlySpan<byte> path)
    {
        var folder = path[1..Math.Max(1, path.LastIndexOf((byte)'/'))];
        var end = 0;
        for (var segments = 0; segments < FolderSegments; segments++)
        {
            var slash = folder[end..].IndexOf((byte)'/');
            if (slash < 0) return PrintableText.IsName(folder) ? folder : default;
            end += slash + 1;
        }
        folder = folder[..(end - 1)];
        return PrintableText.IsName(folder) ? folder : default;
    }

    /// <summary>A segment that is a digest. It is the last one, unless a mirror's URL goes on behind it.</summary>
    private static bool TryFindDigest(ReadOnlySpan<byte> path, out Digest digest)
    {
        for (int at; (at = path.IndexOf("/sha256"u8)) >= 0;)
        {
            path = path[(at + 1)..];
            var end = path.IndexOf((byte)'/');
            if (TryParseDigest(end < 0 ? path : path[..end], out digest)) return true;
        }
        digest = default;
        return false;
    }

    /// <summary>In its canonical form, or with the colon encoded.</summary>
    private static bool TryParseDigest(ReadOnlySpan<byte> segment, out Digest digest)
    {
        digest = default;
        if (!segment.StartsWith("sha256:"u8) && !segment.StartsWith("sha256%3A"u8) && !segment.StartsWith("sha256%3a"u8)) return false;
        Span<char> hex = stackalloc char[Digest.HexLength];
        var digits = segment["sha256".Length..];
        digits = digits[(digits[0] == '%' ? 3 : 1)..];
        return digits.Length == hex.Length && Ascii.ToUtf16(digits, hex, out _) == System.Buffers.OperationStatus.Done && Digest.TryParseHex(hex, out digest);
    }
}
