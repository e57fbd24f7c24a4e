namespace Fairlead.Formats.Yaml;

/// <summary>One key of a mapping, with its own place, and its value.</summary>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
