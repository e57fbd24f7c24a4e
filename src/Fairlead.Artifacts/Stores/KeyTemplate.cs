using System.Buffers;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// The key of a blob in a store: a text with <c>{digest}</c> (<c>sha256:HEX</c>) or <c>{hex}</c> in it, once.
/// </summary>
public sealed record KeyTemplate
{
    private const string DigestPlace = "{digest}";
    private const string HexPlace = "{hex}";

    // What stands for itself in a URL's path (RFC 3986, pchar), so that a mirror's URL can be written as the template is.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/");

    private readonly string _suffix;
    private readonly bool _isHex;

    private KeyTemplate(string text, int at, bool isHex)
    {
        (Text, _isHex) = (text, isHex);
        Prefix = text[..at];
        _suffix = text[(at + (isHex ? HexPlace : DigestPlace).Length)..];
    }

    /// <summary>As registry.k8s.io's buckets have it.</summary>
    public static KeyTemplate Default { get; } = Parse("containers/images/{digest}");

    /// <summary>The template itself.</summary>
    public string Text { get; }

    /// <summary>What all keys begin with: the prefix to list.</summary>
    public string Prefix { get; }

    /// <summary>Parses a template.</summary>
    /// <exception cref="FormatException">It has no place for the digest, or two, or can't be a key.</exception>
    public static KeyTemplate Parse(string text)
    {
        var digest = text.IndexOf(DigestPlace, StringComparison.Ordinal);
        var hex = text.IndexOf(HexPlace, StringComparison.Ordinal);
        if (digest < 0 && hex < 0) throw new FormatException("keys must say where the digest goes: {digest} or {hex}, as in 'containers/images/{digest}'");
        if (digest >= 0 && hex >= 0) throw new FormatException("keys must have one of {digest} and {hex}, not both");
        var template = new KeyTemplate(text, Math.Max(digest, hex), isHex: hex >= 0);
        if (template.Prefix.AsSpan().ContainsAnyExcept(s_plain) || template._suffix.AsSpan().ContainsAnyExcept(s_plain))
            throw new FormatException("keys may have {digest} or {hex} once, and beside it letters, digits and -._~!$&'()*+,;=:@/");
        return ObjectKey.Problem(template.KeyOf(default)) is not { } problem ? template : throw new FormatException($"keys can't be made like this: {problem}");
    }

    /// <summary>The key of a blob.</summary>
    public string KeyOf(Digest digest)
    {
        Span<char> text = stackalloc char[Digest.TextLength];
        digest.WriteTo(text);
        return string.Concat(Prefix, _isHex ? text[Digest.Prefix.Length..] : text, _suffix);
    }

    /// <summary>The digest that a key is of; false for keys that are no blob's.</summary>
    public bool TryParse(string key, out Digest digest)
    {
        digest = default;
        if (key.Length != Prefix.Length + (_isHex ? Digest.HexLength : Digest.TextLength) + _suffix.Length
            || !key.StartsWith(Prefix, StringComparison.Ordinal)
            || !key.EndsWith(_suffix, StringComparison.Ordinal))
        {
            return false;
        }
        var middle = key.AsSpan(Prefix.Length, key.Length - Prefix.Length - _suffix.Length);
        return _isHex ? Digest.TryParseHex(middle, out digest) : Digest.TryParse(middle, out digest);
    }
}
