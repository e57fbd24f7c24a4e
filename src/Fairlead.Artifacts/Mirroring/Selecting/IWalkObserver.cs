namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Who watches a walk. Called by several threads at once; quick, and never throws.</summary>
public interface IWalkObserver
{
    /// <summary>This much has been found so far.</summary>
    void Found(long images, long blobs);

    /// <summary>Something could not be walked.</summary>
    void Failed(WalkFailure failure);
}
