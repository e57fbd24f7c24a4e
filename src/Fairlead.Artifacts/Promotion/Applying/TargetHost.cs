using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>A host that something is promoted to, whatever the destinations there. Thread-safe.</summary>
internal sealed class TargetHost(RegistryClient client)
{
    /// <summary>Its client.</summary>
    public RegistryClient Client => client;

    /// <summary>Which repository there holds which blob.</summary>
    public BlobHolders Holders { get; } = new();

    /// <summary>Tags of signatures and the like that manifests themselves promote. Filled before anything begins.</summary>
    public HashSet<(string Repository, string Tag)> Promoted { get; } = [];

    /// <summary>Whose turn it is to put a tag there.</summary>
    public TagTurns Tags { get; } = new();
}
