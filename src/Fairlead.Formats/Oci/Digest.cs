using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fairlead.Formats.Oci;

/// <summary>
/// A SHA-256 content digest in its canonical form: <c>sha256:</c> and 64 lower-case hex digits
/// (OCI image specification, descriptor.md, "Registered algorithms"). Parsed once, valid ever after; 32 bytes, no heap.
/// </summary>
public readonly record struct Digest : IComparable<Digest>
{
    /// <summary>The algorithm's prefix, the only one that a mirror is keyed by.</summary>
    public const string Prefix = "sha256:";

    /// <summary>Characters in the hex part.</summary>
    public const int HexLength = 64;

    /// <summary>Characters in the canonical text.</summary>
    public const int TextLength = 71;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<byte> s_hexDigitsUtf8 = SearchValues.Create("0123456789abcdef"u8);

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private Digest(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>
    /// A hash of all 256 bits under two secret keys, for tables that strangers fill: digests are chosen by whoever asks for them. Folded
    /// 128-bit products, as in wyhash; not a cryptographic one.
    /// </summary>
    public ulong KeyedHash(ulong key1, ulong key2)
    {
        var front = Fold(_a ^ key1, _b ^ key2);
        var back = Fold(_c ^ ulong.RotateLeft(key2, 32), _d ^ ulong.RotateLeft(key1, 32));
        return Finish(Fold(front ^ key2, back ^ key1));

        static ulong Fold(ulong x, ulong y)
        {
            var high = Math.BigMul(x, y, out var low);
            return high ^ low;
        }

        // Products of one number with neighbours lie at even distances; this scatters them (MurmurHash3's 64-bit finalizer, Appleby).
        static ulong Finish(ulong x)
        {
            x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
            x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53;
            return x ^ (x >> 33);
        }
    }

    /// <summary>Parses <c>sha256:</c> and 64 lower-case hex digits; anything else is not a digest.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        digest = default;
        return text.Length == TextLength && text.StartsWith(Prefix, StringComparison.Ordinal) && TryParseHex(text[Prefix.Length..], out digest);
    }

    /// <summary>Parses the 64 lower-case hex digits alone.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> hex, out Digest digest)
    {
        digest = default;
        // Wide and without a branch a digit: those of a digest can't be foretold, and each wrong guess costs as much as the whole.
        if (hex.Length != HexLength || hex.ContainsAnyExcept(s_hexDigits)) return false;
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done) return false;
        digest = FromBytes(bytes);
        return true;
    }

    /// <summary>Parses the 64 lower-case hex digits alone, as UTF-8.</summary>
    public static bool TryParseHex(ReadOnlySpan<byte> hex, out Digest digest)
    {
        digest = default;
        if (hex.Length != HexLength || hex.ContainsAnyExcept(s_hexDigitsUtf8)) return false;
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(hex, bytes, out _, out _) != OperationStatus.Done) return false;
        digest = FromBytes(bytes);
        return true;
    }

    /// <summary>Parses the canonical text.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static Digest Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"not a sha256 digest: '{text}'");

    /// <summary>The digest of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromBytes(hash);
    }

    /// <summary>The digest whose 32 raw bytes these are.</summary>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SHA256.HashSizeInBytes);
        return new Digest(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
    }

    /// <summary>The first 64 bits: as good as random numbers, unless somebody made the content for them.</summary>
    public ulong First64 => _a;

    /// <summary>The order of the canonical texts, which is that of the raw bytes.</summary>
    public int CompareTo(Digest other)
    {
        var order = _a.CompareTo(other._a);
        if (order == 0) order = _b.CompareTo(other._b);
        if (order == 0) order = _c.CompareTo(other._c);
        return order == 0 ? _d.CompareTo(other._d) : order;
    }

    /// <summary>Writes the 32 raw bytes at the start of the span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is too short.</exception>
    public void WriteBytes(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _d);
    }

    /// <summary>The 64 lower-case hex digits.</summary>
    public string Hex => ToString()[Prefix.Length..];

    /// <summary>Writes the canonical text, <see cref="TextLength"/> characters, at the start of the span.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void WriteTo(Span<char> text)
    {
        Prefix.CopyTo(text);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        WriteBytes(bytes);
        if (!Convert.TryToHexStringLower(bytes, text[Prefix.Length..], out _)) throw new ArgumentException("too short for a digest", nameof(text));
    }

    /// <summary>The canonical text.</summary>
    public override string ToString() => string.Create(TextLength, this, static (text, digest) => digest.WriteTo(text));
}
