using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>A blob that a destination lacks still.</summary>
/// <param name="Digest">Which.</param>
/// <param name="Repository">Where it was to come from; empty when no repository is known.</param>
/// <param name="Destination">Name of the store that lacks it.</param>
/// <param name="Message">Why.</param>
public sealed record CopyFailure(Digest Digest, string Repository, string Destination, string Message)
{
    /// <summary>Whether its source is the reason, and not the destination.</summary>
    public bool IsOfSource { get; init; }
}
