using Fairlead.Formats.Inventories;
using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;

namespace Fairlead.Traffic.Simulation;

/// <summary>What is to be replayed under what. Thread-safe; of one run.</summary>
public sealed class SimulationPlan
{
    /// <param name="policy">The new policy, with its networks.</param>
    /// <param name="baseline">The policy that it is compared with, with networks of its own; null: what the logs say was served.</param>
    /// <param name="inventories">What mirrors hold, by their names (see <see cref="MirrorsOf"/>). A mirror without one is taken to hold everything.</param>
    /// <param name="backends">Who served, by what logs say; counts without a baseline.</param>
    /// <param name="content">What is asked for.</param>
    /// <param name="rollout">Who gets the new policy; null: everybody.</param>
    public SimulationPlan(
        CompiledPolicy policy, CompiledPolicy? baseline, IReadOnlyDictionary<string, Inventory> inventories, BackendBook backends, ContentBook content, Rollout? rollout)
    {
        var holdings = new Holdings(inventories);
        After = new PolicyReplay(policy, Destinations, holdings);
        Before = baseline is null ? null : new PolicyReplay(baseline, Destinations, holdings);
        (Backends, Content, Rollout) = (backends, content, rollout);
    }

    internal PolicyReplay After { get; }

    internal PolicyReplay? Before { get; }

    internal Destinations Destinations { get; } = new();

    internal Audiences Audiences { get; } = new();

    internal BackendBook Backends { get; }

    internal ContentBook Content { get; }

    internal Rollout? Rollout { get; }

    /// <summary>Names of the mirrors of two policies, as results have them: those of the new one, and those of the baseline at other URLs.</summary>
    public static IReadOnlyList<string> MirrorsOf(CompiledPolicy policy, CompiledPolicy? baseline)
    {
        var destinations = new Destinations();
        return [.. policy.Mirrors.Concat(baseline?.Mirrors ?? []).Select(mirror => destinations.OfMirror(mirror.Config).Name).Distinct()];
    }

    /// <summary>Puts together what simulators have counted, and what it costs.</summary>
    internal SimulationResult ResultOf(IReadOnlyCollection<Simulator> simulators, Logs.LogCounts logs, Pricing.PriceBook? prices)
    {
        var all = new FlowTable();
        foreach (var one in simulators) all.Add(one.Flows);
        var assumed = After.Assumed.Concat(Before?.Assumed ?? []).Distinct().Order(StringComparer.Ordinal);
        return new ResultBuilder(all, prices).Build(new SimulationCounts(
            logs, simulators.Sum(one => one.NotReplayed), simulators.Sum(one => one.Lost), simulators.Sum(one => one.Unsized), [.. assumed]));
    }
}
