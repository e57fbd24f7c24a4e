using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What a destination got.</summary>
/// <param name="To">Which.</param>
/// <param name="Manifests">Manifests that were put, attached ones and those of indexes among them.</param>
/// <param name="Mounted">Blobs that the registry had in another repository.</param>
/// <param name="Sent">Blobs that were sent.</param>
/// <param name="SentBytes">Their bytes.</param>
/// <param name="Failure">Why it was given up; null when it wasn't.</param>
public sealed record DestinationOutcome(RegistryRoot To, long Manifests, long Mounted, long Sent, long SentBytes, string? Failure);
