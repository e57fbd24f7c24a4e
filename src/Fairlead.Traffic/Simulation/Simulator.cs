using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>Replays the requests of logs under a policy, and counts which way they go before and after. For one thread; what several have counted is put together in the end.</summary>
internal sealed class Simulator(SimulationPlan plan) : IRequestSink
{
    private const long LastSecond = 253_402_300_799; // of the year 9999
    private const long SecondsOfDay = 86_400;

    private readonly PolicyClients _clients = new(plan.After.Policy, plan.Audiences);
    private readonly PolicyClients? _clientsBefore = plan.Before is { } before ? new(before.Policy, plan.Audiences) : null;
    private long _day = -1;
    private int _month;

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
        var place = _clients.Find(record, out var audience);
        var after = Replay(plan.After, place, asked);
        var before = Before(record, asked, ref audience);
        if (plan.Rollout?.Includes(record, content.Digest) == false) after = before;
        if (after is null || before is null)
        {
            NotReplayed++;
            if (before is not null && (plan.Before is not null || record.Facts.IsSet)) Lost++;
            return;
        }
        Flows.Add(new FlowKey(MonthOf(record.Time), before, after, audience), 1, BytesOf(record, content));
    }

    /// <summary>Who serves it before; with a baseline, that knows whose client it is where the new policy doesn't.</summary>
    private Destination? Before(in LogRecord record, in Asked asked, ref Audience audience)
    {
        if (plan.Before is not { } baseline)
            return plan.Backends.Find(record.Backend, record.Target) is { } backend ? plan.Destinations.Of(backend) : record.Facts.IsSet ? null : Destinations.Unknown;
        var place = _clientsBefore!.Find(record, out var known);
        if (audience.Provider is null && known.Provider is not null) audience = known;
        return Replay(baseline, place, asked);
    }

    private static Destination? Replay(PolicyReplay policy, Place place, in Asked asked) =>
        asked.MirroredBlob is { } digest ? policy.OfBlob(place, digest) : policy.Of(place, asked.Path);

    /// <summary>The log's own; a redirector sends none itself: then those of the blob that it redirected to.</summary>
    private long BytesOf(in LogRecord record, in Content content)
    {
        if (!record.Facts.IsSet) return record.Bytes;
        if (record.Method != RequestMethod.Get) return 0;
        if (content.Size >= 0) return content.Size;
        Unsized++;
        return 0;
    }

    private int MonthOf(long time)
    {
        var day = Math.Clamp(time, 0, LastSecond) / SecondsOfDay;
        if (day == _day) return _month;
        var date = DateTime.UnixEpoch.AddDays(day);
        (_day, _month) = (day, ((date.Year - 1970) * 12) + date.Month - 1);
        return _month;
    }
}
