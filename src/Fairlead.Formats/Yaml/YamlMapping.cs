namespace Fairlead.Formats.Yaml;

/// <summary>Keys and values in the file's order; no key is there twice.</summary>
public sealed class YamlMapping(int line, int column, IReadOnlyList<YamlEntry> entries) : YamlNode(line, column)
{
    /// <summary>The entries in the file's order.</summary>
    public IReadOnlyList<YamlEntry> Entries => entries;
}
