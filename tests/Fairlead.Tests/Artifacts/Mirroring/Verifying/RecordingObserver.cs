using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>What a verification told of itself.</summary>
internal sealed class RecordingObserver : IVerifyObserver
{
    private long _bytesRead;
    private long _checked;

    public List<VerifyPhase> Phases { get; } = [];

    public CopyTotals AllToRead { get; private set; }

    public long BytesRead => Volatile.Read(ref _bytesRead);

    public long ObjectsChecked => Volatile.Read(ref _checked);

    public void Entered(VerifyPhase phase) => Phases.Add(phase);

    public void ToRead(CopyTotals objects) => AllToRead = new CopyTotals(AllToRead.Blobs + objects.Blobs, AllToRead.Bytes + objects.Bytes);

    public void Read(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    public void Checked() => Interlocked.Increment(ref _checked);

    public void Found(long images, long blobs)
    {
    }

    public void Failed(WalkFailure failure)
    {
    }

    public void Planned(CopyTotals lacking)
    {
    }

    public void Advanced(Destination destination, int bytes)
    {
    }

    public void Copied(WantedBlob blob, Destination destination)
    {
    }

    public void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid)
    {
    }

    public void Failed(CopyFailure failure)
    {
    }
}
