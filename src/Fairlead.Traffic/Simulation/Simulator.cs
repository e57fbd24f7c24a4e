using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>Replays the requests of logs under a policy, and counts which way they go before and after. For one thread; what several have counted is put together in the end.</summary>
internal sealed class Simulator(SimulationPlan plan) : IRequestSink
{
    private readonly PolicyClients _clients = new(plan.After.Policy, plan.Audiences);
    private readonly PolicyClients? _clientsBefore = plan.Before is { } before ? new(before.Policy, plan.Audiences) : null;
    private readonly LoggedDestinations _logged = new(plan.Backends, plan.Destinations);
    private readonly PeriodMemory _months = new(byDay: false);

    /// <summary>Which way requests go.</summary>
    public FlowTable Flows { get; } = new();

    /// <summary>See <see cref="SimulationResult.NotReplayed"/>.</summary>
    public long NotReplayed { get; private set; }

    /// <summary>See <see cref="SimulationResult.Lost"/>.</summary>
    public long Lost { get; private set; }

    /// <summary>See <see cref="SimulationResult.Unsized"/>.</summary>
    public long Unsized { get; private set; }

    /// <inheritdoc/>
    public void Take(in LogRecord record)
    {
        if (record.Method == RequestMethod.Other || record.Status >= 400)
        {
            NotReplayed++;
            return;
        }
        var content = plan.Content.Read(record.Target);
        var asked = Asked.Of(record, content);
        var after = Replay(plan.After, _clients.Find(record, out var audience), asked);
        var before = Before(record, asked, ref audience);
        if (plan.Rollout?.Includes(record, content.Digest) == false) after = before;
        if (before is null || after is null)
        {
            NotReplayed++;
            if (before is not null && (plan.Before is not null || record.Facts.IsSet)) Lost++;
            return;
        }
        if (record.Facts.IsSet && record.Method == RequestMethod.Get && content is { Kind: ContentKind.Blob or ContentKind.File, Size: < 0 }) Unsized++;
        Flows.Add(new FlowKey(_months.Of(record.Time), before, after, audience), 1, Attributor.BytesOf(record, content));
    }

    /// <summary>Who serves it before; a baseline may know whose client it is where the new policy doesn't.</summary>
    private Destination? Before(in LogRecord record, in Asked asked, ref Audience audience)
    {
        if (plan.Before is not { } baseline) return _logged.Of(record);
        var place = _clientsBefore!.Find(record, out var known);
        if (audience.Provider is null && known.Provider is not null) audience = known;
        return Replay(baseline, place, asked);
    }

    private static Destination? Replay(PolicyReplay policy, Place place, in Asked asked) =>
        asked.MirroredBlob is { } digest ? policy.OfBlob(place, digest) : policy.Of(place, asked.Path);
}
