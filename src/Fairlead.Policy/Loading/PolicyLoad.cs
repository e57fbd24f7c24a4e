namespace Fairlead.Policy.Loading;

/// <summary>What came out of reading a policy file.</summary>
/// <param name="Policy">The policy; null when one of the problems is an error.</param>
/// <param name="Problems">Everything that is wrong or odd, in the file's order.</param>
public sealed record PolicyLoad(PolicyConfig? Policy, IReadOnlyList<Problem> Problems);
