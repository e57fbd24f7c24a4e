using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What is verified, and what is done about what is wrong.</summary>
public sealed record VerifyOptions
{
    /// <summary>Whether objects are read again and hashed; else their sizes are all that is looked at.</summary>
    public bool Content { get; init; }

    /// <summary>Of how many objects of each destination the content is read, chosen by chance; null: of all.</summary>
    public int? Sample { get; init; }

    /// <summary>By what they are chosen: the same seed, the same choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>Copies again what is missing or wrong, and writes the inventory anew.</summary>
    public bool Repair { get; init; }

    /// <summary>Blobs that no source wants are a failure, too.</summary>
    public bool Strict { get; init; }

    /// <summary>How blobs are copied, and how many objects are read at the same time.</summary>
    public CopyOptions Copy { get; init; } = new();
}
