using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>What came out of reading provider files.</summary>
/// <param name="Set">All of them; null when one of the problems is an error: a set is taken whole or not at all.</param>
/// <param name="Problems">What is wrong or odd.</param>
public sealed record ProviderFilesLoad(ProviderFileSet? Set, IReadOnlyList<Problem> Problems);
