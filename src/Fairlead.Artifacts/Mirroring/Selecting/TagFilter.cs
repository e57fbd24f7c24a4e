using Fairlead.Artifacts.Mirroring.Selecting.Tags;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>
/// Which tags of a repository are wanted: those that one of <see cref="Allow"/> matches, that are in <see cref="Versions"/>, and that none of
/// <see cref="Deny"/> matches. What is not set narrows nothing. Immutable.
/// </summary>
public sealed record TagFilter
{
    /// <summary>All of them.</summary>
    public static TagFilter All { get; } = new();

    /// <summary>One of these has to match; empty: none has to.</summary>
    public IReadOnlyList<TagPattern> Allow { get; init; } = [];

    /// <summary>None of these may match, whatever is allowed.</summary>
    public IReadOnlyList<TagPattern> Deny { get; init; } = [];

    /// <summary>The tag has to be a version in here; null: it need not be one.</summary>
    public VersionRange? Versions { get; init; }

    /// <summary>Whether no tag can be left out.</summary>
    public bool IsAll => Allow.Count == 0 && Deny.Count == 0 && Versions is null;

    /// <summary>Whether this tag is.</summary>
    public bool Allows(string tag)
    {
        if (Deny.Any(pattern => pattern.Matches(tag))) return false;
        if (Allow.Count > 0 && !Allow.Any(pattern => pattern.Matches(tag))) return false;
        return Versions is null || (TagVersion.TryParseTag(tag, out var version) && Versions.Contains(version));
    }
}
