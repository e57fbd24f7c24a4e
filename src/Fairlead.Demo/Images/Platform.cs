namespace Fairlead.Demo.Images;

/// <summary>What an image runs on, in Go's words for it (OCI image specification 1.1, image-index.md, "platform").</summary>
public sealed record Platform(string Os, string Architecture)
{
    /// <summary>64-bit Intel and AMD.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>64-bit Arm.</summary>
    public static Platform LinuxArm64 { get; } = new("linux", "arm64");

    /// <summary><c>linux/amd64</c>.</summary>
    public override string ToString() => $"{Os}/{Architecture}";
}
