using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Which manifests of an index are wanted, by <see cref="Selection.Platforms"/>.</summary>
internal static class PlatformFilter
{
    /// <summary>Whether this one is.</summary>
    public static bool Allows(Selection selection, Platform? platform)
    {
        if (selection.Platforms.Count == 0 || platform is null) return true;
        if (platform is { Os: "unknown", Architecture: "unknown" }) return selection.Referrers;
        return selection.Platforms.Any(wanted => Covers(wanted, platform));
    }

    private static bool Covers(Platform wanted, Platform platform) =>
        wanted.Os == platform.Os && wanted.Architecture == platform.Architecture
        && (wanted.Variant is null || wanted.Variant == Variant(platform));

    // What an index leaves out is the architecture's first variant that anything runs on (containerd/platforms, normalizeArch).
    private static string? Variant(Platform platform) => platform switch
    {
        { Variant: { } variant } => variant,
        { Architecture: "arm64" } => "v8",
        { Architecture: "arm" } => "v7",
        { Architecture: "amd64" } => "v1",
        _ => null,
    };
}
