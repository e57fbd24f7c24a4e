namespace Fairlead.Policy.Loading;

/// <summary>Where provider files are, and how far they are believed.</summary>
/// <param name="Path">Absolute path of the folder that they are in; null when <paramref name="Url"/> is set.</param>
/// <param name="Url">URL of an archive (<c>.tar.gz</c>) that holds them; null when <paramref name="Path"/> is set.</param>
/// <param name="Folder">The folder inside the archive, without slashes around it; null: they are looked for in all of it.</param>
/// <param name="Redirects">Whether <c>redirectsTo</c> counts.</param>
/// <param name="TrustTags">Whether it counts for what has no digest, too.</param>
public sealed record ProvidersFromConfig(string? Path, Uri? Url, string? Folder, bool Redirects, bool TrustTags);
