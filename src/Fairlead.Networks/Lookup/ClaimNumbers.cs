namespace Fairlead.Networks.Lookup;

/// <summary>Distinct claims, each held once, under numbers from 1 up. Not thread-safe.</summary>
internal sealed class ClaimNumbers<T>
    where T : struct
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _claims = [default];

    /// <summary>The claim of this number.</summary>
    public T this[int number] => _claims[number];

    /// <summary>The number of this claim, which is given one if it has none.</summary>
    /// <exception cref="InvalidOperationException">More distinct claims than <see cref="PrefixMatch"/> has room for.</exception>
    public int NumberOf(T claim)
    {
        if (_numbers.TryGetValue(claim, out var number)) return number;
        number = _claims.Count;
        if (number > PrefixMatch.MaxClaim) throw new InvalidOperationException($"more than {PrefixMatch.MaxClaim} distinct claims");
        _numbers.Add(claim, number);
        _claims.Add(claim);
        return number;
    }

    public T[] ToArray() => [.. _claims];
}
