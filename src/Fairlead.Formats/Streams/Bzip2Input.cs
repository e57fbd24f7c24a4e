using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Fairlead.Formats.Streams;

/// <summary>
/// What the library for bzip2 is fed with, byte by byte. The library calls itself once for every block that has no content: a file of a few
/// hundred kilobytes of those would overflow the stack, which ends a process. Here is where it comes by on its way down. And it takes every
/// failure of what feeds it for the end of the file: the failure is kept.
/// </summary>
internal sealed class Bzip2Input(PackedInput input) : ForwardStream
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>Throws what went wrong in here, if something did.</summary>
    public void ThrowFailure() => _failure?.Throw();

    /// <inheritdoc/>
    public override int ReadByte()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return input.ReadByte();
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var one = buffer.IsEmpty ? -1 : ReadByte();
        if (one < 0) return 0;
        buffer[0] = (byte)one;
        return 1;
    }
}
