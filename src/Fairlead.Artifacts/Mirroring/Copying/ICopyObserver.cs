using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>Who watches a copy: a progress line, a log. Called by several threads at once; quick, and never throws.</summary>
public interface ICopyObserver
{
    /// <summary>The destinations were listed: this much is to be copied, each blob counted once for every destination that lacks it.</summary>
    void Planned(CopyTotals lacking);

    /// <summary>So many more bytes have been taken by a destination.</summary>
    void Advanced(Destination destination, int bytes);

    /// <summary>A blob is in a destination now.</summary>
    void Copied(WantedBlob blob, Destination destination);

    /// <summary>A blob is tried again at a destination; what was counted of it by <see cref="Advanced"/> is void.</summary>
    void Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid);

    /// <summary>A blob could not be had or put.</summary>
    void Failed(CopyFailure failure);
}
