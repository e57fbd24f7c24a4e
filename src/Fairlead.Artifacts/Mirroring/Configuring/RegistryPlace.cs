using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>A registry, or what of it lies below a prefix.</summary>
/// <param name="Host"><c>HOST[:PORT]</c>.</param>
/// <param name="Prefix">What the names of repositories begin with; empty: all.</param>
public sealed record RegistryPlace(string Host, string Prefix)
{
    /// <summary>Parses <c>HOST[:PORT][/PREFIX]</c>; <paramref name="problem"/> says what is wrong with it and what would be right.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RegistryPlace? place, [NotNullWhen(false)] out string? problem)
    {
        place = null;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? text.IndexOf('/') : -1; // a scheme is the host's problem to tell
        if (!RegistryHost.TryParse(slash < 0 ? text : text[..slash], out var host, out problem)) return false;
        var prefix = slash < 0 ? "" : text[(slash + 1)..];
        if (slash >= 0 && !IsPrefix(prefix, out problem)) return false;
        place = new RegistryPlace(host, prefix);
        return true;
    }

    /// <summary>Whether names of repositories can begin with this.</summary>
    public static bool IsPrefix(string prefix, [NotNullWhen(false)] out string? problem)
    {
        problem = RepositoryName.IsValid(prefix) ? null : $"{Formats.Yaml.Quoted.Text(prefix)} is not a prefix of repositories: write it as team/app, in lower case, without a slash at its ends";
        return problem is null;
    }

    /// <summary><c>HOST[:PORT][/PREFIX]</c>.</summary>
    public override string ToString() => Prefix.Length == 0 ? Host : $"{Host}/{Prefix}";
}
