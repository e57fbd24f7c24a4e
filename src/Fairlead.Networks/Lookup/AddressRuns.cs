using System.Numerics;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// A whole address space, from 0 up, cut into runs of addresses that share a value: each run reaches to the next one's
/// start, neighbours differ, and the first starts at 0. Not thread-safe while it is being written.
/// </summary>
/// <typeparam name="T">An address as a number: uint or UInt128, or ulong for the upper half of the latter.</typeparam>
internal sealed class AddressRuns<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private T[] _starts;
    private int[] _values;
    private int _count;

    /// <summary>One run of value 0.</summary>
    public AddressRuns(int capacity)
    {
        _starts = new T[Math.Max(capacity, 4)];
        _values = new int[_starts.Length];
        _count = 1;
    }

    public ReadOnlySpan<T> Starts => _starts.AsSpan(0, _count);

    /// <summary>The runs' values, in the order of <see cref="Starts"/>.</summary>
    public ReadOnlySpan<int> Values => _values.AsSpan(0, _count);

    /// <summary>Gives all addresses from here up this value; called with starts that never fall.</summary>
    public void SetFrom(T start, int value)
    {
        if (_starts[_count - 1] == start) _count--;
        if (_count > 0 && _values[_count - 1] == value) return;
        if (_count == _starts.Length) Grow();
        _starts[_count] = start;
        _values[_count] = value;
        _count++;
    }

    private void Grow()
    {
        Array.Resize(ref _starts, _count * 2);
        Array.Resize(ref _values, _count * 2);
    }
}
