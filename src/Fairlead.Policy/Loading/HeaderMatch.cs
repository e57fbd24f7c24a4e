namespace Fairlead.Policy.Loading;

/// <summary>A header that a request must have. Of several lines with its name any one may be it; a line is compared whole, not split at commas.</summary>
/// <param name="Name">Its name, in any case (RFC 9110 section 5.1).</param>
/// <param name="Values">The values of which it must have one, in these very letters.</param>
public sealed record HeaderMatch(string Name, IReadOnlyList<string> Values);
