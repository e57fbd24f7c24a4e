using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>One file in one destination.</summary>
/// <param name="File">Its name below both stores.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Action">What is to be done.</param>
public sealed record FileEdge(string File, Digest Digest, StoreUrl From, StoreUrl To, FileAction Action)
{
    /// <summary>What has its name in the destination, where that is another file; else null.</summary>
    public Digest? Was { get; init; }

    /// <summary>Why it is refused or lost, where that isn't plain from what is there; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>Bytes, as the source lists it; null where it wasn't looked at.</summary>
    public long? Size { get; init; }

    /// <summary>What a copy takes the place of, as it was listed; null: there was nothing. Not kept in a file: a plan that is read is checked before it is applied.</summary>
    internal StoredObject? Replaces { get; init; }
}
