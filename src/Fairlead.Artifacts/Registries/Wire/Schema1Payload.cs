using System.Buffers.Text;
using System.Text.Json;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>
/// What was signed in a signed manifest of schema 1 (libtrust's JSON signatures): each signature's <c>protected</c> part says how many bytes
/// of the manifest's text belong to it, and what text ends it in place of the signatures.
/// </summary>
internal static class Schema1Payload
{
    // {"formatLength":N,"formatTail":"...","time":"..."}
    private const int MaxProtected = 4 << 10;

    /// <summary>The digest of what was signed; false where the text is not of this form. The signature itself is nobody's concern any more.</summary>
    public static bool TryDigest(ReadOnlySpan<byte> content, out Digest digest)
    {
        digest = default;
        try
        {
            if (Protected(content) is not { } header || !TryReadFormat(header, out var length, out var tail) || length > content.Length) return false;
            digest = Digest.Of([.. content[..length], .. tail]);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static byte[]? Protected(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = 32 });
        var inSignatures = false;
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.CurrentDepth == 1) inSignatures = json.ValueTextEquals("signatures"u8);
            // An object in the array: all signatures sign the same, so the first tells.
            if (!inSignatures || json.CurrentDepth != 3 || !json.ValueTextEquals("protected"u8)) continue;
            return json.Read() && json.TokenType == JsonTokenType.String && json.GetString() is { Length: <= MaxProtected } text
                ? Base64Url.DecodeFromChars(text) : null;
        }
        return null;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> header, out int length, out byte[] tail)
    {
        (length, tail) = (-1, []);
        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 4 });
        var hasTail = false;
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            var (isLength, isTail) = (json.ValueTextEquals("formatLength"u8), json.ValueTextEquals("formatTail"u8));
            json.Read();
            if (isLength && json.TryGetInt32(out var number)) length = number;
            else if (isTail && json.GetString() is { } text) (tail, hasTail) = (Base64Url.DecodeFromChars(text), true);
        }
        return length >= 0 && hasTail;
    }
}
