using Fairlead.Artifacts.Mirroring.Syncing;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>What a <c>mirrors.yaml</c> says.</summary>
public sealed record MirrorsConfig
{
    /// <summary>What is to be copied and where to, in the file's order; one at least, each with a name of its own.</summary>
    public required IReadOnlyList<SyncJob> Jobs { get; init; }

    /// <summary>Registries (<c>HOST[:PORT]</c>) that are spoken to over plain HTTP.</summary>
    public IReadOnlyList<string> PlainHttp { get; init; } = [];

    /// <summary>Requests to one registry in a second; null: no limit of ours.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Blobs at the same time; null: the default.</summary>
    public int? ParallelBlobs { get; init; }
}
