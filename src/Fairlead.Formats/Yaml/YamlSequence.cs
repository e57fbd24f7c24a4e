namespace Fairlead.Formats.Yaml;

/// <summary>A list of values.</summary>
public sealed class YamlSequence(int line, int column, IReadOnlyList<YamlNode> items) : YamlNode(line, column)
{
    /// <summary>The values in the file's order.</summary>
    public IReadOnlyList<YamlNode> Items => items;
}
