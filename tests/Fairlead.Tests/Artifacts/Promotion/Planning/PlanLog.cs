using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

/// <summary>Writes down what a planner tells.</summary>
internal sealed class PlanLog : IPlanObserver
{
    private readonly ConcurrentQueue<(int Repositories, int Of)> _reads = [];
    private readonly ConcurrentQueue<PlanFailure> _failures = [];

    public IReadOnlyCollection<(int Repositories, int Of)> Reads => _reads;

    public IReadOnlyCollection<PlanFailure> Failures => _failures;

    public void Read(int repositories, int of) => _reads.Enqueue((repositories, of));

    public void Failed(PlanFailure failure) => _failures.Enqueue(failure);
}
