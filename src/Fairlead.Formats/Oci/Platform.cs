namespace Fairlead.Formats.Oci;

/// <summary>What an image runs on, in Go's words for it (OCI image specification 1.1, image-index.md, "platform").</summary>
/// <param name="Os"><c>linux</c>.</param>
/// <param name="Architecture"><c>amd64</c>.</param>
/// <param name="Variant"><c>v7</c>; null where there is none.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>64-bit Intel and AMD.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>64-bit Arm.</summary>
    public static Platform LinuxArm64 { get; } = new("linux", "arm64");

    /// <summary><c>linux/amd64</c>, <c>linux/arm/v7</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
