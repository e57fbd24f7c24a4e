namespace Fairlead.Formats.Yaml;

/// <summary>Stands where a value can't be used and has been reported: readers pass it over in silence.</summary>
public sealed class YamlInvalid(int line, int column) : YamlNode(line, column);
