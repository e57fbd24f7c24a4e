namespace Fairlead.Formats.Yaml;

/// <summary>A value in a YAML file and its place. Immutable.</summary>
/// <param name="line">Line of its first character, from 1.</param>
/// <param name="column">Column of its first character, from 1, in UTF-16 code units; a tab counts as one.</param>
public abstract class YamlNode(int line, int column)
{
    /// <summary>Line of its first character, from 1.</summary>
    public int Line => line;

    /// <summary>Column of its first character, from 1.</summary>
    public int Column => column;
}
