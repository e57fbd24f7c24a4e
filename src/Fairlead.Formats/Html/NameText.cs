namespace Fairlead.Formats.Html;

/// <summary>Names from elsewhere as a page shows them: short enough for a table, and without a say in the direction of the text around them.</summary>
public static class NameText
{
    /// <summary>What stands for a name that nobody knows.</summary>
    public const string Unknown = "not known";

    /// <summary>Characters of a name that are shown.</summary>
    private const int MostShown = 64;

    /// <summary>Characters that a tooltip has. Repositories have at most 255 (distribution-spec, "Pulling manifests").</summary>
    private const int MostInTitle = 1024;

    /// <summary>Writes a name; a long one is whole in the tooltip only. Null: that it is not known.</summary>
    public static void Name(this HtmlWriter html, string? name)
    {
        if (name is null) html.Put("span", Unknown, ("class", "unknown"));
        else html.Put("bdi", Shorten(name, MostShown), ("title", name.Length > MostShown ? Shorten(name, MostInTitle) : null));
    }

    /// <summary>The name in a tooltip of a chart.</summary>
    public static string Short(string? name) => name is null ? Unknown : Shorten(name, MostShown);

    /// <summary>Leaves out the middle: of a repository, the end says most.</summary>
    public static string Shorten(string name, int most)
    {
        if (name.Length <= most) return name;
        var tail = most / 2;
        var head = most - tail - 1;
        if (char.IsHighSurrogate(name[head - 1])) head--;
        if (char.IsLowSurrogate(name[^tail])) tail--;
        return string.Concat(name.AsSpan(0, head), "…", name.AsSpan(name.Length - tail));
    }
}
