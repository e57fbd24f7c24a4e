namespace Fairlead.Formats.Oci;

/// <summary>
/// What users write for an image: <c>HOST[:PORT]/REPOSITORY[:TAG|@DIGEST]</c>. The host is always named: nothing stands for Docker Hub.
/// </summary>
/// <param name="Host"><c>HOST[:PORT]</c>.</param>
/// <param name="Repository">A valid repository name.</param>
/// <param name="Tag">A valid tag, or null.</param>
/// <param name="Digest">The digest, or null; never both.</param>
public sealed record ImageReference(string Host, string Repository, string? Tag, Digest? Digest)
{
    /// <summary>Parses it; <paramref name="problem"/> says what is wrong with it and what would be right.</summary>
    public static bool TryParse(string text, out ImageReference? reference, out string? problem) => throw new NotImplementedException();
}
