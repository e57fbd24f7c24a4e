using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Requests;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>A simulation in tests: two policies, what mirrors hold, and the requests that are replayed.</summary>
internal sealed record SimulatedTraffic(string PolicyText, string? BaselineText = null)
{
    public Dictionary<string, Inventory> Inventories { get; } = [];

    public Rollout? Rollout { get; init; }

    public PriceBook? Prices { get; init; }

    /// <summary>Who served what a log doesn't say it of.</summary>
    public string? Unnamed { get; init; }

    public CompiledPolicy Policy { get; init; } = Compiled.Policy(PolicyText);

    public CompiledPolicy? Baseline { get; init; } = BaselineText is null ? null : Compiled.Policy(BaselineText);

    /// <summary>An inventory of these blobs.</summary>
    public static Inventory InventoryOf(params (string Digest, long Size)[] blobs)
    {
        var builder = new InventoryBuilder();
        foreach (var (digest, size) in blobs) builder.Add(Digest.Parse(digest), size, ["app"]);
        return builder.Build(DateTimeOffset.UnixEpoch);
    }

    /// <summary>The result of these requests, by as many simulators as wanted.</summary>
    public SimulationResult Run(IEnumerable<ReplayedRequest> requests, int workers = 1)
    {
        var plan = new SimulationPlan(
            Policy, Baseline, Inventories, new BackendBook(Policy.Config, Unnamed), new ContentBook([.. Inventories.Values]), Rollout);
        var simulators = Enumerable.Range(0, workers).Select(_ => new Simulator(plan)).ToArray();
        var next = 0;
        foreach (var request in requests) request.To(simulators[next++ % workers]);
        return plan.ResultOf(simulators, new LogCounts(), Prices);
    }

    /// <summary>Where the new policy sends one request; null when it doesn't.</summary>
    public string? DestinationOf(ReplayedRequest request) =>
        (this with { Baseline = null, Unnamed = "before" }).WayOf(request)?.Split(" -> ")[1];

    /// <summary>Where one request goes: <c>before -> after</c>, or null when it is not replayed.</summary>
    public string? WayOf(ReplayedRequest request)
    {
        var result = Run([request]);
        if (result.Requests == 0) return null;
        return result.Moves is [{ } move]
            ? $"{move.From} -> {move.To}"
            : $"{result.Backends.ShouldHaveSingleItem().Backend} -> {result.Backends[0].Backend}";
    }
}
