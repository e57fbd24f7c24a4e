using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>
/// What users write for an image: <c>HOST[:PORT]/REPOSITORY[:TAG|@DIGEST]</c>. The host is always named: nothing stands for Docker Hub.
/// </summary>
/// <param name="Host"><c>HOST[:PORT]</c>, in lower case.</param>
/// <param name="Repository">A valid repository name.</param>
/// <param name="Tag">A valid tag, or null.</param>
/// <param name="Digest">The digest, or null; never both.</param>
public sealed record ImageReference(string Host, string Repository, string? Tag, Digest? Digest)
{
    /// <summary>
    /// Parses it; <paramref name="problem"/> says what is wrong with it and what would be right. Of a tag and a digest
    /// (<c>pause:3.10@sha256:...</c>, as pinned images are written) the digest counts, as it does for Docker and containerd, and the tag is dropped.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? problem)
    {
        reference = null;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) return Fails($"{Quoted.Text(text)}: leave {Quoted.Text(text[..(scheme + 3)])} out, an image is named HOST/REPOSITORY:TAG", out problem);
        var slash = text.IndexOf('/');
        if (slash < 0 || !RegistryHost.LooksLikeOne(text.AsSpan(0, slash)))
            return Fails($"{Quoted.Text(text)} names no registry: write HOST/REPOSITORY, such as docker.io/library/nginx", out problem);
        if (!RegistryHost.TryParse(text[..slash], out var host, out problem)) return false;

        var name = text[(slash + 1)..];
        Digest? digest = null;
        if (name.IndexOf('@') is var at and >= 0)
        {
            var hash = name[(at + 1)..];
            if (!Oci.Digest.TryParse(hash, out var parsed)) return Fails($"{Quoted.Text(text)}: what follows '@' {DigestText.Problem(hash)}", out problem);
            (digest, name) = (parsed, name[..at]);
        }
        string? tag = null;
        if (name.IndexOf(':') is var colon and >= 0)
        {
            tag = name[(colon + 1)..];
            if (!TagName.IsValid(tag))
                return Fails($"{Quoted.Text(text)}: the tag {Quoted.Text(tag)} is not 1 to {TagName.MaxLength} letters, digits, '_', '.' or '-', beginning with none of the last two", out problem);
            name = name[..colon];
        }
        if (!RepositoryName.IsValid(name)) return Fails($"{Quoted.Text(text)}: {RepositoryProblem(name)}", out problem);

        reference = new ImageReference(host, name, digest is null ? tag : null, digest);
        return true;
    }

    /// <summary>As it is written.</summary>
    public override string ToString() =>
        Digest is { } digest ? $"{Host}/{Repository}@{digest}" : Tag is null ? $"{Host}/{Repository}" : $"{Host}/{Repository}:{Tag}";

    private static string RepositoryProblem(string name)
    {
        if (name.Length == 0) return "the repository is missing";
        if (name.Length > RepositoryName.MaxLength) return $"the repository has more than {RepositoryName.MaxLength} characters";
        if (RepositoryName.IsValid(name.ToLowerInvariant())) return $"repositories are in lower case: {Quoted.Text(name.ToLowerInvariant())}";
        return $"{Quoted.Text(name)} is no repository: lower-case letters and digits, with '/', '.', '_', '__' or '-' between them";
    }

    private static bool Fails(string message, out string problem)
    {
        problem = message;
        return false;
    }
}
