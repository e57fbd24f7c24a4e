namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>Who watches a plan being made. Called by several threads at once; quick, and never throws.</summary>
public interface IFilePlanObserver
{
    /// <summary>So many edges have been decided of all that there are.</summary>
    void Decided(long edges, long of);

    /// <summary>Something could not be found out.</summary>
    void Failed(FilePlanFailure failure);
}
