using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>One object, and what its store knows of its content.</summary>
/// <param name="Object">The object.</param>
public sealed record ObjectFacts(StoredObject Object)
{
    /// <summary>What it is served as; null where the store doesn't say.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its SHA-256, computed by the server from all of its bytes; null where it has none.</summary>
    public Digest? Vouched { get; init; }

    /// <summary>Its SHA-256 as whoever put it said; null where nobody did.</summary>
    public Digest? Said { get; init; }
}
