using Fairlead.Artifacts.Promotion.Auditing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote audit</c> is to do.</summary>
/// <param name="Manifests">The folder, or the file.</param>
/// <param name="Map">What takes the place of names in them.</param>
/// <param name="Options">What is looked at.</param>
/// <param name="Registries">How registries are talked to.</param>
/// <param name="IsJson">Whether the answer is JSON.</param>
internal sealed record AuditRequest(string Manifests, NameMap Map, AuditOptions Options, RegistryClientOptions Registries, bool IsJson);
