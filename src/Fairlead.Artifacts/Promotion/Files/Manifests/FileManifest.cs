namespace Fairlead.Artifacts.Promotion.Files.Manifests;

/// <summary>Files and the stores that they are promoted between: one <c>filepromoter-manifest.yaml</c> with all lists of files that belong to it.</summary>
/// <param name="Name">Of its folder; of its file, where all stands in one.</param>
/// <param name="Source">Where the files come from.</param>
/// <param name="Destinations">Where they go to, each once, in the file's order.</param>
/// <param name="Files">Each name once, in the order of the lists.</param>
public sealed record FileManifest(string Name, Filestore Source, IReadOnlyList<Filestore> Destinations, IReadOnlyList<PromotedFile> Files);
