using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>A registry, or a part of one, that images' names are appended to: <c>HOST[:PORT][/PATH]</c>.</summary>
public sealed record RegistryRoot
{
    private RegistryRoot(string name)
    {
        Name = name;
        var slash = name.IndexOf('/');
        (Host, Path) = slash < 0 ? (name, "") : (name[..slash], name[(slash + 1)..]);
    }

    /// <summary>As it is written.</summary>
    public string Name { get; }

    /// <summary><c>HOST[:PORT]</c>, in lower case.</summary>
    public string Host { get; }

    /// <summary>What repositories' names begin with there, without a slash at its ends; may be empty.</summary>
    public string Path { get; }

    /// <summary>The repository of an image here: its name behind the path.</summary>
    public string RepositoryOf(string image) => Path.Length == 0 ? image : $"{Path}/{image}";

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong and what would be right.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RegistryRoot? root, [NotNullWhen(false)] out string? problem)
    {
        root = null;
        var parts = text.Split('/', 2);
        var hasScheme = text.Contains("://", StringComparison.Ordinal); // which the host's parser tells of
        if (!RegistryHost.TryParse(hasScheme ? text : parts[0], out var host, out problem)) return false;
        if (text.EndsWith('/')) problem = $"{Quoted.Text(text)}: leave the '/' at its end out";
        else if (host != parts[0]) problem = $"registries are in lower case: {Quoted.Text(host)}";
        else if (OneNameOf(host) is { } one) problem = $"{Quoted.Text(host)} is {Quoted.Text(one)} by another name: write that";
        else if (parts is [_, var path] && !RepositoryName.IsValid(path)) problem = $"{Quoted.Text(path)} is no path of repositories: lower-case letters and digits, with '/', '.', '_' or '-' between them";
        else root = new RegistryRoot(text);
        return root is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // By two names one repository could be source and destination at once.
    private static string? OneNameOf(string host) => host switch
    {
        "index.docker.io" or "registry-1.docker.io" => "docker.io",
        _ when host.EndsWith(":443", StringComparison.Ordinal) => host[..^4],
        _ => null,
    };
}
