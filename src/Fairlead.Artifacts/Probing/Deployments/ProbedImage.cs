using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>An image as clients ask a redirector for it.</summary>
/// <param name="Repository">Valid.</param>
/// <param name="Tag">Valid; null where a digest says which.</param>
/// <param name="Digest">The digest; null where a tag says which.</param>
public sealed record ProbedImage(string Repository, string? Tag, Digest? Digest)
{
    // What stands for the redirector's own name while a reference is parsed.
    private const string AnyHost = "registry.invalid";

    /// <summary>What follows <c>/manifests/</c>.</summary>
    public string Reference => Digest?.ToString() ?? Tag!;

    /// <summary>
    /// Parses <c>[HOST/]REPOSITORY:TAG</c> or <c>[HOST/]REPOSITORY@DIGEST</c>. The host, told from a repository as Docker does it, is left out:
    /// who is asked is said elsewhere, so that one list serves sandbox, production and <c>sync --list</c>.
    /// </summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="image">The image.</param>
    /// <param name="problem">What is wrong with it and what would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProbedImage? image, [NotNullWhen(false)] out string? problem)
    {
        image = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var hasHost = text.Contains("://", StringComparison.Ordinal) || (slash > 0 && RegistryHost.LooksLikeOne(text.AsSpan(0, slash)));
        if (!ImageReference.TryParse(hasHost ? text : $"{AnyHost}/{text}", out var reference, out problem))
        {
            problem = problem.Replace(AnyHost + "/", "", StringComparison.Ordinal);
            return false;
        }
        if (reference.Tag is null && reference.Digest is null)
        {
            problem = $"{Quoted.Text(text)}: say which image, with a tag or a digest: {reference.Repository}:TAG or {reference.Repository}@sha256:...";
            return false;
        }
        image = new ProbedImage(reference.Repository, reference.Tag, reference.Digest);
        return true;
    }

    /// <summary>As it is written, without a host.</summary>
    public override string ToString() => Digest is null ? $"{Repository}:{Tag}" : $"{Repository}@{Digest}";
}
