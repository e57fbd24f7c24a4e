using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli;

/// <summary>What the options of a job say.</summary>
/// <param name="Jobs">One after the other; one at least.</param>
/// <param name="Registries">How registries are talked to.</param>
/// <param name="Copy">How blobs are copied.</param>
internal sealed record JobPlan(IReadOnlyList<SyncJob> Jobs, RegistryClientOptions Registries, CopyOptions Copy);
