using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>Something that can be said against a destination.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Digest">Of which blob; null where it is of none.</param>
/// <param name="Message">What is there and what should be.</param>
public sealed record Finding(FindingKind Kind, Digest? Digest, string Message)
{
    /// <summary>A repository that the blob belongs to; empty where none is known.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Whether it has been put right since.</summary>
    public bool IsRepaired { get; init; }
}
