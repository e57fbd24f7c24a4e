using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Status;

namespace Fairlead.Tests.Redirector.Status.Html;

/// <summary>What a page might tell.</summary>
internal static class SampleFacts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A server that is well, with one thing of each kind.</summary>
    public static StatusFacts Good { get; } = Named("cloud");

    /// <summary>The same, everything in it called so.</summary>
    public static StatusFacts Named(string name) => new()
    {
        AsOf = Now,
        Policy = new PolicyFacts(name, new string('a', 64), new PolicyStanding(Now - TimeSpan.FromMinutes(5)), 1, 1, 2, []),
        Recent = TimeSpan.FromMinutes(1),
        Requests = [new RequestFacts(name, name, new RequestTally(120, 100, 90), 12_345)],
        Targets = [Target(name)],
        Feeds = [new FeedStatus(name, true, TimeSpan.FromHours(3), 9_876, 0, TimeSpan.FromHours(12))],
    };

    /// <summary>A mirror.</summary>
    public static TargetFacts Target(string name, TargetState state = TargetState.Open, InventoryFacts? inventory = null) =>
        new(name, "mirror", name, state, new MirrorTally(30, 10, 0, 10, 25_000_000), new MirrorTally(90, 10, 0, 10, 50_000_000), inventory);

    /// <summary>A reload that failed.</summary>
    public static StatusFacts WithFailure(this StatusFacts facts, params string[] problems) =>
        facts with { Policy = facts.Policy with { Standing = facts.Policy.Standing with { Failure = new ReloadFailure(Now, problems) } } };
}
