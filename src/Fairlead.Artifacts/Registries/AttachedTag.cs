using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Tags that belong to a digest: <c>sha256-HEX.sig</c>, <c>.att</c> and <c>.sbom</c> as cosign writes them (sigstore/cosign, specs/SIGNATURE_SPEC.md,
/// "Discovery"), and <c>sha256-HEX</c>, the referrers of registries without a call for them (OCI distribution specification 1.1, "Referrers Tag Schema").
/// </summary>
internal static class AttachedTag
{
    private const string Prefix = "sha256-";

    private static readonly string[] s_suffixes = [".sig", ".att", ".sbom"];

    /// <summary>The tag of a digest's referrers.</summary>
    public static string OfReferrers(Digest digest) => Prefix + digest.Hex;

    /// <summary>Cosign's tags of a digest.</summary>
    public static IEnumerable<string> OfSignatures(Digest digest)
    {
        var referrers = OfReferrers(digest);
        return s_suffixes.Select(suffix => referrers + suffix);
    }

    /// <summary>The digest that a tag belongs to; false for a tag of anybody's own choosing.</summary>
    public static bool TryParse(ReadOnlySpan<char> tag, out Digest subject)
    {
        subject = default;
        const int Length = 7 + Digest.HexLength; // the prefix and the digits
        if (tag.Length < Length || !tag.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var suffix = tag[Length..];
        return (suffix.IsEmpty || IsKnown(suffix)) && Digest.TryParseHex(tag[Prefix.Length..Length], out subject);

        static bool IsKnown(ReadOnlySpan<char> suffix)
        {
            foreach (var known in s_suffixes)
                if (suffix.SequenceEqual(known)) return true;
            return false;
        }
    }
}
