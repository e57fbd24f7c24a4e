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
        catch (Exception failure) when (!cancel.IsCancellationRequested) // of ours, or of memory: the other mirrors' inventories don't wait for it
        {
            Refuse(slot, $"it can't be taken: {failure.Message}", isRefused: true);
        }
        finally
        {
            slot.Refreshing.Release();
        }
    }

    private void Take(InventorySlot slot, InventoryFetch fetch)
    {
        if ((fetch.Problem ?? (fetch.Inventory is { } loaded ? Objection(slot, loaded) : null)) is { } problem)
        {
            Refuse(slot, problem, fetch.Outcome != FetchOutcome.Unreachable);
            return;
        }
        slot.Problem = null;
        if (fetch.Inventory is not { } inventory) return;
        var isNew = inventory.Written != slot.Last?.Written;
        _shelf.Take(slot, inventory, slots());
        slot.ETag = fetch.ETag;
        if (isNew) InventoryLog.Loaded(logger, slot.Mirror, inventory.Written, inventory.Count);
    }

    private void Refuse(InventorySlot slot, string problem, bool isRefused)
    {
        slot.Counters.CountInventoryFailure(isRefused);
        if (problem == slot.Problem) return; // said already
        slot.Problem = problem;
        var shown = string.Concat(problem.Select(c => char.IsControl(c) ? '?' : c)); // a client of HTTP quotes what it could not read
        var consequence = slot.IsTrusted ? "the last good one stays" : "HEADs find out what it holds";
        if (isRefused) InventoryLog.Refused(logger, slot.Mirror, shown, consequence);
        else InventoryLog.Unreachable(logger, slot.Mirror, shown, consequence);
    }

    private string? Objection(InventorySlot slot, Inventory inventory)
    {
        if (inventory.Written - clock.Time.GetUtcNow() > InventorySlot.ClockSkew)
            return string.Create(CultureInfo.InvariantCulture, $"it was written at {inventory.Written:u}, which is to come; set the clock right of whoever wrote it, or of this machine");
        if (slot.Last is not { } last || inventory.Written >= last.Written) return null;
        // A cache's copy, and then it names what has gone since; or the mirror was put back to what it was, and then the newer one does.
        slot.Distrust();
        return string.Create(CultureInfo.InvariantCulture, $"it was written at {inventory.Written:u}, before the one of {last.Written:u} that was there; neither is believed until there is a newer one");
    }

    private void WarnOfAge(InventorySlot slot)
    {
        var isTooOld = slot.Last is not null && slot.Age > config().InventoryMaxAge;
        if (isTooOld && !slot.IsSaidToBeTooOld) InventoryLog.TooOld(logger, slot.Mirror, TimeSpan.FromSeconds(Math.Floor(slot.Age.TotalSeconds)));
        slot.IsSaidToBeTooOld = isTooOld;
    }
}
