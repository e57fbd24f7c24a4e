using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Metrics;

/// <summary>Requests of one provider and region, by rule. Held by the place that the clients are in, so that counting needs no look-up.</summary>
internal sealed class RequestCounters(string? provider, string? region, int redirectStatus)
{
    private readonly StripedCounters _byRule = new(RuleNames.Count);

    public string Provider { get; } = provider ?? "none";

    public string Region { get; } = region ?? "none";

    public int RedirectStatus => redirectStatus;

    public void Count(Rule rule) => _byRule.Add((int)rule);

    public long Read(Rule rule) => _byRule.Read((int)rule);

    /// <summary>All rules together.</summary>
    public RequestTally Tally()
    {
        var toMirrors = Read(Rule.Mirror);
        var blobs = toMirrors + Read(Rule.UpstreamByPolicy) + Read(Rule.UpstreamNotHeld) + Read(Rule.UpstreamUnknown);
        long all = 0;
        for (var rule = 0; rule < RuleNames.Count; rule++) all += _byRule.Read(rule);
        return new RequestTally(all, blobs, toMirrors);
    }
}
