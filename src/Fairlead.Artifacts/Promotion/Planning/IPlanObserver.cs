namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Who watches a plan being made. Called by several threads at once; quick, and never throws.</summary>
public interface IPlanObserver
{
    /// <summary>So many repositories, those of sources among them, have been read of all that have to be.</summary>
    void Read(int repositories, int of);

    /// <summary>A repository could not be read.</summary>
    void Failed(PlanFailure failure);
}
