using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary>What came out of reading a file of prices or credits.</summary>
/// <param name="Value">What it says; null when there is a problem.</param>
/// <param name="Problems">Everything that is wrong, in the file's order.</param>
public sealed record PricingLoad<T>(T? Value, IReadOnlyList<YamlProblem> Problems) where T : class;
