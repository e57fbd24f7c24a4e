namespace Fairlead.Traffic.Cells;

/// <summary>Distinct names under numbers from 1 up; 0 is the empty name. Once full, every new name is <see cref="CellNames.Other"/>.</summary>
/// <param name="most">Room for so many, the empty one and "other" included.</param>
public sealed class NameList(int most)
{
    /// <summary>How many numbers there are, 0 included.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>How many different calls fell to "other" for want of room.</summary>
    public long Overflowed => throw new NotImplementedException();

    /// <summary>The name of a number.</summary>
    public string this[int number] => throw new NotImplementedException(most.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Its number, given now if it has none. UTF-8. Allocates only for a new one.</summary>
    public int Add(ReadOnlySpan<byte> name) => throw new NotImplementedException();

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public int Add(string name) => throw new NotImplementedException();
}
