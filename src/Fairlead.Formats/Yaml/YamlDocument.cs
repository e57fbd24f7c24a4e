namespace Fairlead.Formats.Yaml;

/// <summary>What came out of reading a file.</summary>
/// <param name="Root">The whole tree; null when the file could not be read to its end.</param>
/// <param name="Problems">What is wrong with it as YAML; empty for a good file. There may be a tree and problems.</param>
public sealed record YamlDocument(YamlNode? Root, IReadOnlyList<YamlProblem> Problems);
