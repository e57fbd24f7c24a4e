namespace Fairlead.Formats.Yaml;

/// <summary>Something wrong with a YAML file. Lines and columns count from 1; 0 when it is of the whole file.</summary>
public sealed record YamlProblem(int Line, int Column, string Message);
