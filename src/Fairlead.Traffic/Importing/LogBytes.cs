using Fairlead.Formats.Streams;

namespace Fairlead.Traffic.Importing;

/// <summary>The content of a log, unpacked, up to its end or to where it can't be read any further, which is its end then. For one thread.</summary>
internal sealed class LogBytes : ForwardStream
{
    private readonly Stream _content = Null;

    /// <param name="log">Its bytes, packed or not; it stays the caller's.</param>
    public LogBytes(Stream log)
    {
        try
        {
            _content = Decompression.Open(log, long.MaxValue);
        }
        catch (Exception e) when (IsDamage(e))
        {
            Damage = e.Message;
        }
    }

    /// <summary>Why it ended before its end; null when it didn't.</summary>
    public string? Damage { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Damage is not null) return 0;
        try
        {
            return _content.Read(buffer);
        }
        catch (Exception e) when (IsDamage(e))
        {
            Damage = e.Message;
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsDamage(Exception e) => e is InvalidDataException or IOException;
}
