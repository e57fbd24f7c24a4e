using System.Globalization;
using Fairlead.Formats.Inventories;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Timing;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Inventories;

/// <summary>Keeps the inventories of the policy in force fresh: at start, and every <c>presence.inventoryRefresh</c>. What was good stays until there is better.</summary>
/// <param name="fetcher">Fetches them.</param>
/// <param name="slots">Those of the policy in force.</param>
/// <param name="config">What it says of presence.</param>
/// <param name="clock">For waiting and for ages.</param>
/// <param name="logger">Is told of each change.</param>
internal sealed class InventoryKeeper(
    InventoryFetcher fetcher, Func<IReadOnlyList<InventorySlot>> slots, Func<PresenceConfig> config, Clock clock, ILogger logger)
{
    /// <summary>At a time: each takes some 40 MB for each million blobs while it is read.</summary>
    private const int AtOnce = 4;

    /// <summary>Clocks differ; by more than this one of them is wrong, and then an age says nothing.</summary>
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);

    private readonly InventoryShelf _shelf = new();
    private readonly Wakeup _wakeup = new(clock);

    /// <summary>Asks for a refresh now: the policy may name new inventories.</summary>
    public void RefreshNow() => _wakeup.Now();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await RefreshAsync(slots(), stop).ConfigureAwait(false);
            // Many servers, one bucket: not all at once.
            await _wakeup.WaitAsync(config().InventoryRefresh * (0.9 + (0.2 * Random.Shared.NextDouble())), stop).ConfigureAwait(false);
        }
    }

    /// <summary>Asks once for each inventory of the policy in force.</summary>
    public Task RefreshAsync(CancellationToken cancel) => RefreshAsync(slots(), cancel);

    /// <summary>Asks once for each of these.</summary>
    public Task RefreshAsync(IEnumerable<InventorySlot> some, CancellationToken cancel) => Parallel.ForEachAsync(
        some, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (slot, stop) => await RefreshAsync(slot, stop).ConfigureAwait(false));

    private async Task RefreshAsync(InventorySlot slot, CancellationToken cancel)
    {
        await slot.Refreshing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            slot.Confirm();
            Take(slot, await fetcher.GetAsync(slot.Url, slot.ETag, cancel).ConfigureAwait(false));
            WarnOfAge(slot);
        }
        finally
        {
            slot.Refreshing.Release();
        }
    }

    private void Take(InventorySlot slot, InventoryFetch fetch)
    {
        var problem = fetch.Problem ?? (fetch.Inventory is { } loaded ? Objection(loaded) : null);
        if (problem is not null)
        {
            var isRefused = fetch.Outcome != FetchOutcome.Unreachable;
            slot.Counters.CountInventoryFailure(isRefused);
            if (problem == slot.Problem) return; // said already
            slot.Problem = problem;
            var consequence = slot.Last is null ? "HEADs find out what it holds" : "the last good one stays";
            if (isRefused) InventoryLog.Refused(logger, slot.Mirror, problem, consequence);
            else InventoryLog.Unreachable(logger, slot.Mirror, problem, consequence);
            return;
        }
        slot.Problem = null;
        if (fetch.Inventory is not { } inventory) return;
        var isNew = inventory.Written != slot.Last?.Written;
        _shelf.Take(slot, inventory, slots());
        slot.ETag = fetch.ETag;
        if (isNew) InventoryLog.Loaded(logger, slot.Mirror, inventory.Written, inventory.Count);
    }

    private string? Objection(Inventory inventory)
    {
        var ahead = inventory.Written - clock.Time.GetUtcNow();
        return ahead <= s_clockSkew ? null : string.Create(CultureInfo.InvariantCulture, $"it was written at {inventory.Written:u}, which is to come; set the clock right of whoever wrote it, or of this machine");
    }

    private void WarnOfAge(InventorySlot slot)
    {
        var isTooOld = slot.Last is not null && slot.Age > config().InventoryMaxAge;
        if (isTooOld && !slot.IsSaidToBeTooOld) InventoryLog.TooOld(logger, slot.Mirror, TimeSpan.FromSeconds(Math.Floor(slot.Age.TotalSeconds)));
        slot.IsSaidToBeTooOld = isTooOld;
    }
}
