using System.Globalization;
using System.Text;
using Fairlead.Networks.Addresses;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Lines of a log, as bytes, into a file. For one thread.</summary>
internal sealed class LogText(Stream file) : IDisposable
{
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = new byte[1 << 20];
    private int _filled;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Adds text.</summary>
    public LogText Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_filled));
        _filled += text.Length;
        return this;
    }

    /// <summary>Adds a name.</summary>
    public LogText Add(string text)
    {
        _filled += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_filled));
        return this;
    }

    /// <summary>Adds a number.</summary>
    public LogText Add(long number)
    {
        number.TryFormat(_buffer.AsSpan(_filled), out var written, provider: CultureInfo.InvariantCulture);
        _filled += written;
        return this;
    }

    /// <summary>Adds an address.</summary>
    public LogText Add(IpAddress address)
    {
        _filled += address.Format(_buffer.AsSpan(_filled));
        return this;
    }

    /// <summary>Adds a time.</summary>
    public LogText Add(DateTimeOffset time, string format)
    {
        time.TryFormat(_buffer.AsSpan(_filled), out var written, format, CultureInfo.InvariantCulture);
        _filled += written;
        return this;
    }

    /// <summary>Ends a line.</summary>
    public void End()
    {
        Add("\n"u8);
        if (_buffer.Length - _filled < LongestLine) Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => Flush();

    private void Flush()
    {
        file.Write(_buffer, 0, _filled);
        Length += _filled;
        _filled = 0;
    }
}
