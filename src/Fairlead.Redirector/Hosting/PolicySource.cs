using Fairlead.Policy.Loading;

namespace Fairlead.Redirector.Hosting;

/// <summary>Where the policy comes from.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="WatchedFile">The file whose change means a reload; null: none.</param>
/// <param name="Fingerprint">That file's fingerprint before it was first read.</param>
/// <param name="Load">Reads and validates it.</param>
public sealed record PolicySource(string Name, string? WatchedFile, string? Fingerprint, Func<PolicyLoad> Load);
