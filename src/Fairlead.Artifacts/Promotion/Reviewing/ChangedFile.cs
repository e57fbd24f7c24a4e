using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>A file that a manifest gives another content than before.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Was">The SHA-256 that it had.</param>
/// <param name="Becomes">The one that it gets.</param>
public sealed record ChangedFile(string Name, Digest Was, Digest Becomes);
