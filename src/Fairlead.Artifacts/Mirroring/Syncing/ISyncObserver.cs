using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>Who watches a sync. Called by several threads at once; quick, and never throws.</summary>
public interface ISyncObserver : IWalkObserver, ICopyObserver
{
    /// <summary>A phase has begun.</summary>
    void Entered(SyncPhase phase);

    /// <summary>A destination can't be spoken to and is left alone.</summary>
    /// <param name="store">Its URL.</param>
    /// <param name="message">Why.</param>
    void LeftAlone(string store, string message);
}
