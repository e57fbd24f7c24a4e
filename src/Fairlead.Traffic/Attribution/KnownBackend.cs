using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Attribution;

/// <summary>A backend of a policy under one of the names that logs have for it.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Path">What the path of its objects begins with, UTF-8; empty: whatever has the name is of the backend.</param>
/// <param name="IsOnlyThere">Whether the name is that of a whole store, so that other paths are other people's.</param>
internal sealed record KnownBackend(Backend Backend, byte[] Path, bool IsOnlyThere)
{
    /// <summary>Whether the target is of it.</summary>
    public bool Has(ReadOnlySpan<byte> target) => target.StartsWith(Path);
}
