namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>All repositories of a registry: by its catalog, or by Google's tag listing with its children where there is no catalog.</summary>
/// <param name="Host"><c>HOST[:PORT]</c>.</param>
/// <param name="Prefix">Only repositories that are this one or lie below it; empty: all.</param>
/// <param name="Selection">What of them.</param>
public sealed record RegistrySource(string Host, string Prefix, Selection Selection) : SourceSpec(Selection);
