namespace Fairlead.Formats.Streams;

/// <summary>
/// What a <see cref="System.IO.Compression.DeflateStream"/> is fed with. It takes more than it needs and does not say how much: so it gets
/// small pieces, and the last one is remembered.
/// </summary>
internal sealed class DeflateInput(PackedInput input) : ForwardStream
{
    /// <summary>Small enough to look through for a member's end, large enough to be no burden.</summary>
    public const int PieceBytes = 4096;

    private int _given;

    /// <summary>Whether the end of the file was met.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>How many bytes the last piece has; they are still to be taken.</summary>
    public int LastPiece => _given;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        input.Take(_given);
        var piece = input.Peek(Math.Min(buffer.Length, PieceBytes));
        piece.CopyTo(buffer);
        _given = piece.Length;
        IsAtEnd = _given == 0;
        return _given;
    }
}
