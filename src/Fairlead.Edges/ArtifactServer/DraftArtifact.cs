using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>An entry of <c>artifacts</c>.</summary>
/// <param name="Backend">Where it leads.</param>
/// <param name="Path">The paths that it takes begin with this.</param>
/// <param name="Header">The header that it asks for, or null.</param>
internal sealed record DraftArtifact(Backend Backend, string Path, HeaderMatch? Header)
{
    /// <summary>Whether it takes everything that an entry of this path and header behind it would get.</summary>
    public bool Takes(string path, HeaderMatch? header) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (Header is null || (header is not null && IsSame(Header, header)));

    /// <summary>Whether the first header is met wherever the other is.</summary>
    public static bool IsSame(HeaderMatch first, HeaderMatch other) =>
        first.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && other.Values.All(first.Values.Contains);
}
