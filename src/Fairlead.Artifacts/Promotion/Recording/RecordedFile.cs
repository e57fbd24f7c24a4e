using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>A file that a run did what it says: a manifest, or a plan.</summary>
/// <param name="Path">As it was reached from what the user named.</param>
/// <param name="Digest">Of its content; null where it could not be read again.</param>
public sealed record RecordedFile(string Path, Digest? Digest)
{
    /// <summary>The files, in the order of their paths, each once, with what their content is now.</summary>
    public static IReadOnlyList<RecordedFile> Of(IEnumerable<string> paths) =>
        [.. paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(path => new RecordedFile(path, DigestOf(path)))];

    private static Digest? DigestOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Formats.Oci.Digest.FromBytes(System.Security.Cryptography.SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it was read a moment ago: a run isn't stopped for that
        }
    }
}
