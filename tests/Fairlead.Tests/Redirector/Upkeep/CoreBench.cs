using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Hosting;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Upkeep;

/// <summary>Everything that decides, as the server puts it together, on time that the test moves. There is no port: the test asks in a client's place.</summary>
internal sealed class CoreBench : IDisposable
{
    private readonly PresenceFinder _finder;
    private readonly HealthMonitor _monitor;

    public CoreBench(string policy, bool assumePresent = false, string? cacheDirectory = null)
    {
        Policy = policy;
        var config = Load().Policy ?? throw new ArgumentException(string.Join('\n', Load().Problems), nameof(policy));
        Core = new RedirectorCore(config, new PolicySource("policy.yaml", null, null, Load), cacheDirectory, assumePresent, Time, Log);
        _finder = new PresenceFinder(Core.Heads, Core.Clock, assumePresent);
        _monitor = new HealthMonitor(() => State.ProbeTargets, Core.Clock);
    }

    /// <summary>The policy's text; a reload reads what stands here then.</summary>
    public string Policy { get; set; }

    public ManualTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public RedirectorCore Core { get; }

    public ServingState State => Core.Keeper.States.Current;

    /// <summary>What clients of no provider are offered.</summary>
    public MirrorTarget[] Candidates => State.PlaceOf(0).Candidates;

    public MirrorSite Site(int candidate) => Candidates[candidate].Site;

    /// <summary>Looks for a blob as a client's request does, and redirects to who holds it.</summary>
    public async Task<Finding> FindAsync(Digest digest)
    {
        var candidates = Candidates;
        if (!_finder.TryFindCached(candidates, digest, Core.Clock.Milliseconds, out var finding, out var next))
            finding = await _finder.FindAsync(candidates, digest, next, finding.IsUncertain, State.Policy.Config.Presence);
        finding.Holder?.Site.Redirected(digest, Core.Clock.Milliseconds);
        return finding;
    }

    /// <summary>The name of the mirror that a client is sent to; null: the upstream.</summary>
    public async Task<string?> HolderAsync(Digest digest) => (await FindAsync(digest)).Holder?.Mirror.Config.Name;

    /// <summary>Asks one candidate, past the cache.</summary>
    public Task<PresenceAnswer> AskAsync(Digest digest, int candidate = 0) =>
        Core.Heads.AskAsync(Site(candidate), digest, Candidates[candidate].Mirror.UrlOf(digest));

    /// <summary>What is known, without asking.</summary>
    public PresenceAnswer Known(Digest digest, int candidate = 0) =>
        Core.Heads.Cache.Find(digest, Site(candidate).Id, Core.Clock.Milliseconds);

    /// <summary>Probes what is due now.</summary>
    public Task ProbeDueAsync() => _monitor.ProbeDue();

    /// <summary>Moves on in the monitor's rounds, each with its probes, until it is so or the time is over; how long it took.</summary>
    public async Task<TimeSpan> ProbeUntilAsync(Func<bool> isSo, TimeSpan most)
    {
        var round = TimeSpan.FromMilliseconds(250);
        var passed = TimeSpan.Zero;
        for (; passed < most && !isSo(); passed += round)
        {
            Time.Advance(round);
            await ProbeDueAsync();
        }
        return passed;
    }

    public Task<bool> ReloadAsync() => Core.Keeper.ReloadAsync(TestContext.Current.CancellationToken);

    public Task<bool> ReloadAsync(string policy)
    {
        Policy = policy;
        return ReloadAsync();
    }

    public IReadOnlyList<string> Errors => Log.Of(LogLevel.Error);

    public void Dispose() => Core.Dispose();

    private PolicyLoad Load() => PolicyFile.Parse(Encoding.UTF8.GetBytes(Policy), "policy.yaml", "/", upstreamOverride: null);
}
