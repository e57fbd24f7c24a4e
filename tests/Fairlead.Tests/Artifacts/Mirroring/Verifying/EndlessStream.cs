using Fairlead.Formats.Streams;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>Zeros for ever.</summary>
internal sealed class EndlessStream : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        buffer.Clear();
        return buffer.Length;
    }
}
