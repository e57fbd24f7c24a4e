namespace Fairlead.Tests.Traffic;

/// <summary>In memory; tells when something is written to it.</summary>
internal sealed class WatchingStream(Action written) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        written();
        base.Write(buffer);
    }
}
