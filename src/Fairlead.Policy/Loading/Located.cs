using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>A value that has been read, and where it stands.</summary>
internal readonly record struct Located<T>(T Value, YamlNode At);
