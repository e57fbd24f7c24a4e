using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote add</c> was asked to do.</summary>
/// <param name="Requests">One at least.</param>
/// <param name="Manifests">All that were read.</param>
/// <param name="Registries">How registries are talked to.</param>
/// <param name="IsDryRun">Whether nothing is to be written.</param>
/// <param name="IsJson">Whether JSON is wanted.</param>
internal sealed record AddPlan(IReadOnlyList<AddRequest> Requests, IReadOnlyList<PromotionManifest> Manifests, RegistryClientOptions Registries, bool IsDryRun, bool IsJson);
