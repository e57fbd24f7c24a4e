using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>
/// Says that what is named <c>FROM</c>, or lies below it (behind a <c>/</c>), is to be taken from or put below <c>TO</c> instead. A registry's root
/// (<c>HOST[:PORT]/PATH</c>) or a file store's base (<c>gs://BUCKET/PREFIX</c>): a text all the same. What comes of it is parsed as any other name.
/// </summary>
public sealed record NameMapping
{
    private NameMapping(string from, string to) => (From, To) = (from, to);

    /// <summary>What is replaced, without a slash at its end.</summary>
    public string From { get; }

    /// <summary>What stands there instead. A file store's may have a query (<c>?region=...</c>).</summary>
    public string To { get; }

    /// <summary>Parses <c>FROM=TO</c>; the first <c>=</c> counts, since a query may have more of them.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="mapping">What it says.</param>
    /// <param name="problem">What is wrong with it, and what would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NameMapping? mapping, [NotNullWhen(false)] out string? problem)
    {
        mapping = null;
        var equals = text.IndexOf('=');
        problem = $"{Quoted.Text(text)} is no replacement: write FROM=TO, such as registry.example.org/images=localhost:5000/images";
        return equals >= 0 && TryCreate(text[..equals], text[(equals + 1)..], out mapping, out problem);
    }

    /// <summary>One of two texts.</summary>
    public static bool TryCreate(string from, string to, [NotNullWhen(true)] out NameMapping? mapping, [NotNullWhen(false)] out string? problem)
    {
        mapping = null;
        problem = Problem(from, to);
        if (problem is not null) return false;
        mapping = new NameMapping(WithoutSlash(from), to);
        return true;
    }

    /// <summary>Whether a name is FROM or lies below it.</summary>
    public bool Matches(string name)
    {
        var path = PathOf(name);
        return path.StartsWith(From, StringComparison.Ordinal) && (path.Length == From.Length || path[From.Length] == '/');
    }

    /// <summary>
    /// The name that takes the place of one that matches: what lies behind FROM comes behind TO, before its query. A query of the name's own goes, since
    /// it spoke of another store.
    /// </summary>
    public string Apply(string name)
    {
        var rest = PathOf(name)[From.Length..];
        if (rest.IsEmpty) return To;
        var path = PathOf(To);
        return string.Concat(path.EndsWith('/') ? path[..^1] : path, rest, To.AsSpan(path.Length));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{From}={To}";

    private static string? Problem(string from, string to)
    {
        if (WithoutSlash(from).Length == 0 || to.Length == 0) return $"{Quoted.Text($"{from}={to}")}: neither side of a replacement can be empty";
        // Of "gs://" a bucket's name would become a part of the path.
        if (WithoutSlash(from)[^1] is '/' or ':') return $"{Quoted.Text(from)}: name what is replaced in full, not only how it begins";
        return from.Contains('?', StringComparison.Ordinal) ? $"{Quoted.Text(from)}: leave the query out, whatever it is, the name is replaced" : null;
    }

    private static string WithoutSlash(string text) => text.EndsWith('/') ? text[..^1] : text;

    private static ReadOnlySpan<char> PathOf(string name)
    {
        var query = name.IndexOf('?');
        return query < 0 ? name : name.AsSpan(0, query);
    }
}
