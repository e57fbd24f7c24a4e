namespace Fairlead.Traffic.Importing;

/// <summary>
/// The requests that were seen lately, by id, in bounded memory: two generations of 64-bit hashes under a random key, of which the older is dropped when the younger is full.
/// Thread-safe.
/// </summary>
/// <param name="window">How many ids a generation holds.</param>
public sealed class RequestIds(int window)
{
    /// <summary>Whether this id is new; it is remembered. An empty one is always new.</summary>
    public bool IsNew(ReadOnlySpan<byte> id) => throw new NotImplementedException(window.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
