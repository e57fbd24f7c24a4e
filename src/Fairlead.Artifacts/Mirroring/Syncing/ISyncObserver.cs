using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>Who watches a sync. Called by several threads at once; quick, and never throws.</summary>
public interface ISyncObserver : IWalkObserver, ICopyObserver
{
    /// <summary>A phase has begun.</summary>
    void Entered(SyncPhase phase);
}
