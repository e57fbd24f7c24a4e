namespace Fairlead.Traffic.Cells;

/// <summary>Reads a part (<c>.fat</c>): its summary and names whole, its cells one after the other in the order of their keys, in bounded memory. For one thread.</summary>
public sealed class PartReader : IDisposable
{
    /// <summary>Opens one and reads all but its cells.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no part, one of another version, or damaged; the message says where and what.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PartReader Open(string path) => throw new NotImplementedException();

    /// <summary>What it says of itself.</summary>
    public PartSummary Summary => throw new NotImplementedException();

    /// <summary>Its names, in ordinal order.</summary>
    public CellNames Names => throw new NotImplementedException();

    /// <summary>How many cells it says that it has.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The next cell; false when there is none, and then all of the file has been held to its checksum.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public bool TryRead(out Cell cell) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
