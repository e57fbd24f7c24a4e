using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>What came out of reading a <c>mirrors.yaml</c>.</summary>
/// <param name="Config">What it says; null when anything is wrong with it.</param>
/// <param name="Problems">Everything that is wrong, in the file's order.</param>
public sealed record MirrorsLoad(MirrorsConfig? Config, IReadOnlyList<YamlProblem> Problems);
