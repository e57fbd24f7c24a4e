namespace Fairlead.Traffic.Cells;

/// <summary>Reads a part (<c>.fat</c>): its summary and names whole, its cells one after the other in the order of their keys, in bounded memory. For one thread.</summary>
public sealed class PartReader : IDisposable
{
    private readonly PartInput _input;
    private readonly ushort[] _clients = new ushort[ClientSketch.Registers];
    private readonly long[] _most;
    private CellKey _last;
    private int _read;
    private bool _isDone;

    internal PartReader(Stream from, string name)
    {
        _input = new(from, name);
        try
        {
            Count = _input.Begin();
            Summary = PartSummaries.Read(_input);
            Names = PartNames.Read(_input);
        }
        catch
        {
            _input.Dispose();
            throw;
        }
        _most =
        [
            ushort.MaxValue, Names.Backends.Count - 1, Names.Providers.Count - 1, Names.Regions.Count - 1,
            Names.Asns.Count - 1, Names.Countries.Count - 1, (1 << PartFormat.Widths[6]) - 1, Names.Images.Count - 1,
        ];
    }

    /// <summary>Opens one and reads all but its cells.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no part, one of another version, or damaged; the message says where and what.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PartReader Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan), path);

    /// <summary>What it says of itself.</summary>
    public PartSummary Summary { get; }

    /// <summary>Its names, in ordinal order.</summary>
    public CellNames Names { get; }

    /// <summary>How many cells it says that it has.</summary>
    public int Count { get; }

    /// <summary>The next cell, good until the one after it is asked for; false when there is none, and then all of the file has been held to its checksum.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public bool TryRead(out Cell cell)
    {
        if (_read == Count)
        {
            if (!_isDone) _input.End();
            _isDone = true;
            cell = default;
            return false;
        }
        var head = _input.Byte();
        ReadKey(head >> PartFormat.CountBits);
        var registers = head & PartFormat.ManyRegisters;
        if (registers == PartFormat.ManyRegisters) registers += (int)_input.Varint(ClientSketch.Registers - PartFormat.ManyRegisters);
        var requests = _input.Varint(long.MaxValue);
        if (requests == 0) throw _input.Wrong("a cell of no request");
        var bytes = _input.Varint(long.MaxValue);
        var clients = _clients.AsMemory(0, registers);
        if (registers > 0) _input.Registers(clients.Span);
        cell = new(_last, requests, bytes, clients);
        _read++;
        return true;
    }

    /// <summary>Those of its cells that were not read yet, by their keys in a union; each as <see cref="TryRead"/> gives it.</summary>
    internal IEnumerable<Cell> Cells(KeyMap map)
    {
        while (TryRead(out var cell)) yield return cell with { Key = map.Map(cell.Key) };
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    /// <summary>A part is greater than that of the key before, those above it are the same: keys can't come out of order.</summary>
    private void ReadKey(int part)
    {
        var least = _read == 0 ? 0 : PartFormat.Part(_last, part) + 1;
        if (_read == 0 && part != 0) throw _input.Wrong("a first cell that takes after one before it");
        if (least > _most[part]) throw _input.Wrong("a cell that is not in order, or of a name that is not there");
        var key = default(CellKey);
        for (var above = 0; above < part; above++) key = key.With(PartFormat.Key(above, PartFormat.Part(_last, above)));
        key = key.With(PartFormat.Key(part, least + _input.Varint(_most[part] - least)));
        for (var below = part + 1; below < PartFormat.KeyParts; below++) key = key.With(PartFormat.Key(below, _input.Varint(_most[below])));
        _last = key;
    }
}
