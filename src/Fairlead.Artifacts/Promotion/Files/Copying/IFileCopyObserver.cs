using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>Who watches files being copied. Called by several threads at once; quick, and never throws.</summary>
public interface IFileCopyObserver
{
    /// <summary>This much is to be copied, each file counted once for every destination that lacks it.</summary>
    void Planned(CopyTotals lacking);

    /// <summary>So many bytes more have been taken by destinations; negative where what was taken is void, and comes again.</summary>
    void Sent(long bytes);

    /// <summary>An edge is done, or has failed.</summary>
    void Settled(FileOutcome outcome);
}
