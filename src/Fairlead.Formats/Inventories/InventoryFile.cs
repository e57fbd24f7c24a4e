namespace Fairlead.Formats.Inventories;

/// <summary>Inventories as files and objects: streamed both ways, whole to the last byte or refused.</summary>
public static class InventoryFile
{
    private const int PieceBytes = 64 << 10;

    /// <summary>What a store should say that it is.</summary>
    public const string MediaType = "application/octet-stream";

    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(Inventory inventory, Stream to)
    {
        using var writer = new InventoryWriter(to);
        writer.Write(inventory);
    }

    /// <summary>Reads one to the stream's end.</summary>
    /// <param name="from">The stream.</param>
    /// <param name="maxBytes">No more than so many are read.</param>
    /// <exception cref="InventoryFormatException">It is none, one of a newer version, damaged, cut off, or longer than allowed.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static Inventory Read(Stream from, long maxBytes = long.MaxValue)
    {
        using var reader = new InventoryReader(maxBytes);
        var piece = new byte[PieceBytes];
        for (int read; (read = from.Read(piece)) > 0;) reader.Append(piece.AsSpan(0, read));
        return reader.Finish();
    }

    /// <inheritdoc cref="Read"/>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static async Task<Inventory> ReadAsync(Stream from, long maxBytes = long.MaxValue, CancellationToken cancel = default)
    {
        using var reader = new InventoryReader(maxBytes);
        var piece = new byte[PieceBytes];
        for (int read; (read = await from.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0;) reader.Append(piece.AsSpan(0, read));
        return reader.Finish();
    }
}
