namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>The reviewed digests of promotion manifests.</summary>
/// <param name="Folder">It holds <c>manifests/</c> and <c>images/</c>.</param>
/// <param name="Registry"><c>HOST[:PORT][/PREFIX]</c> that the images are read from; null: the registries that the manifests name, destinations first.</param>
/// <param name="Selection">What of them.</param>
public sealed record PromotionSource(string Folder, string? Registry, Selection Selection) : SourceSpec(Selection);
