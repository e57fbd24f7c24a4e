using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What is to be copied, and where to.</summary>
/// <param name="Name">What messages call it; empty where there is only one.</param>
/// <param name="Sources">One at least, in the order in which a blob's locations are tried.</param>
/// <param name="Destinations">One at least, no store twice.</param>
public sealed record SyncJob(string Name, IReadOnlyList<SourceSpec> Sources, IReadOnlyList<SyncDestination> Destinations);
