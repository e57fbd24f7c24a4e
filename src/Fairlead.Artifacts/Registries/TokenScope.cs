namespace Fairlead.Artifacts.Registries;

/// <summary>
/// What a token is wanted for (distribution's "Token Scope Documentation"): resource scopes with a space between them. Names in it are valid ones.
/// </summary>
internal readonly record struct TokenScope(string Text)
{
    /// <summary>More than any registry asks for in one challenge.</summary>
    private const int MaxParts = 8;

    private const int MaxPartLength = 512;

    /// <summary>For nothing but being known.</summary>
    public static TokenScope None { get; } = new("");

    /// <summary>For <c>_catalog</c>.</summary>
    public static TokenScope Catalog { get; } = new("registry:catalog:*");

    public static TokenScope Pull(string repository) => new($"repository:{repository}:pull");

    public static TokenScope Push(string repository) => new($"repository:{repository}:pull,push");

    /// <summary>To take a blob over from another repository: push here, pull there.</summary>
    public static TokenScope Mount(string repository, string from) => new($"repository:{repository}:pull,push repository:{from}:pull");

    /// <summary>The single scopes: ours, and what a registry's challenge asks for beyond them, as far as it is plain text.</summary>
    public IReadOnlyList<string> PartsWith(string? asked)
    {
        var parts = new List<string>(Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in (asked ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (parts.Count == MaxParts) break;
            if (part.Length <= MaxPartLength && !part.AsSpan().ContainsAnyExceptInRange('!', '~') && !parts.Contains(part)) parts.Add(part);
        }
        return parts;
    }
}
