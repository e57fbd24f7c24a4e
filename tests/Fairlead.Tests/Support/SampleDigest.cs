using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Support;

/// <summary>A digest to write into paths; no content of any test has it.</summary>
internal static class SampleDigest
{
    public const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string Text = Digest.Prefix + Hex;
}
