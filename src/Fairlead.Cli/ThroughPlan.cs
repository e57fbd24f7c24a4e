using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli;

/// <summary>What <c>fairlead verify --through</c> was asked to do.</summary>
/// <param name="Probe">Which redirector, and as whom.</param>
/// <param name="Client">As whom, again: there always is one.</param>
/// <param name="Sources">Whose blobs.</param>
/// <param name="Registries">How the sources' registries are talked to.</param>
internal sealed record ThroughPlan(ProbeOptions Probe, ClientClaim Client, IReadOnlyList<SourceSpec> Sources, RegistryClientOptions Registries)
{
    /// <summary>How many blobs.</summary>
    public int Sample { get; init; }

    /// <summary>Which ones.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }
}
