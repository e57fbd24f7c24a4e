using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Sampling;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>Finds out what can be said against one destination. It only reads.</summary>
internal sealed class DestinationVerifier(OpenDestination open, VerifyOptions options, TimeProvider time, IVerifyObserver observer)
{
    private readonly Destination _destination = open.Destination!; // only what could be opened is verified
    private StoreListing _listing = new(new Dictionary<Digest, long>(), 0);

    /// <summary>The verdict so far.</summary>
    public DestinationVerdict Verdict { get; private set; } = new(open.Spec.Url.Text);

    /// <summary>The store and its keys.</summary>
    public Destination Destination => _destination;

    /// <summary>Where its inventory lies.</summary>
    public string InventoryKey => open.Spec.InventoryKey;

    /// <summary>Compares the listing with what is wanted, and with the inventory.</summary>
    /// <param name="wanted">What it has to hold; null where nobody says.</param>
    /// <param name="isAllKnown">Whether that is all, so that more is too much.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task ListAsync(IReadOnlyList<WantedBlob>? wanted, bool isAllKnown, CancellationToken cancel)
    {
        try
        {
            // The inventory first: a sync that is at work puts blobs first and writes the inventory last, so that this order finds it lacking, and never ahead.
            var inventory = await InventoryReading.ReadAsync(_destination, InventoryKey, cancel).ConfigureAwait(false);
            _listing = await StoreListing.ReadAsync(_destination, cancel).ConfigureAwait(false);
            IEnumerable<Finding> ofBlobs = wanted is null ? [] : BlobComparison.Wrong(wanted, _listing.Held);
            IEnumerable<Finding> extra = wanted is null || !isAllKnown ? [] : BlobComparison.Extra(wanted, _listing.Held);
            Verdict = Verdict with
            {
                Held = _listing.Totals,
                Others = _listing.Others,
                Inventory = new InventoryVerdict(InventoryKey, inventory.Inventory?.Count, inventory.Inventory?.Written),
                Findings = [.. ofBlobs, .. inventory.Findings(_listing), .. extra],
            };
        }
        catch (IOException failure)
        {
            Verdict = Verdict with { Failure = failure.Message };
        }
    }

    /// <summary>Reads what is to be read of what is there; not what has the wrong size, which is wrong without it.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        if (!options.Content || Verdict.Failure is not null) return;
        var wrong = Verdict.Findings.Where(finding => finding.Kind == FindingKind.WrongSize).Select(finding => finding.Digest!.Value).ToHashSet();
        var candidates = _listing.Held.Where(one => !wrong.Contains(one.Key));
        IReadOnlyCollection<KeyValuePair<Digest, long>> chosen = options.Sample is { } count
            ? DigestSample.Choose(candidates, one => one.Key, count, options.Seed)
            : [.. candidates];
        var content = new ContentCheck(_destination, options.Copy.Jobs, observer);
        try
        {
            await content.RunAsync(chosen, cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            Verdict = Verdict with { Failure = failure.Message };
        }
        finally // also when it is ended: hours of reading may have found something
        {
            Verdict = Verdict with { Read = content.Done, Findings = [.. Verdict.Findings, .. content.Findings] };
        }
    }

    /// <summary>Blobs that are to be copied again.</summary>
    public IEnumerable<Digest> Broken => Verdict.Failure is not null ? [] : Verdict.Findings.Where(finding => finding.Kind.IsOfTheBlob()).Select(finding => finding.Digest!.Value);

    /// <summary>Keeps what a repair copied here.</summary>
    public void NoteCopied(CopyTotals copied) => Verdict = Verdict with { Copied = copied };

    /// <summary>After a repair: looks once more, and writes the inventory anew where it was wrong, or where something was copied.</summary>
    /// <param name="wanted">What it has to hold.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RecheckAsync(IReadOnlyList<WantedBlob> wanted, CancellationToken cancel)
    {
        if (Verdict.Failure is not null) return;
        try
        {
            var wrong = new HashSet<Digest>(); // filled below: what is wrong still is not to stand in the inventory
            var update = new InventoryUpdate(_destination with { Wrong = wrong }, InventoryKey, time);
            await update.ReadAsync(cancel).ConfigureAwait(false); // before the listing, as it wants it
            _listing = await StoreListing.ReadAsync(_destination, cancel).ConfigureAwait(false);
            var findings = await StillWrongAsync(wanted, cancel).ConfigureAwait(false);
            wrong.UnionWith(findings.Select(finding => finding.Digest!.Value));
            var known = Broken.ToHashSet();
            Verdict = Verdict with
            {
                Held = _listing.Totals,
                Others = _listing.Others,
                Findings =
                [
                    .. Verdict.Findings.Select(finding => finding.Kind.IsOfTheBlob() ? finding with { IsRepaired = !wrong.Contains(finding.Digest!.Value) } : finding),
                    .. findings.Where(finding => !known.Contains(finding.Digest!.Value)),
                ],
            };
            if (Verdict.Copied.Blobs > 0 || Verdict.Findings.Any(finding => finding.Kind.IsOfTheInventory())) await RewriteAsync(update, wanted, wrong, cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            Verdict = Verdict with { Failure = failure.Message };
        }
    }

    /// <summary>What is missing or has the wrong size now, and what of the wrong content has it still.</summary>
    private async Task<List<Finding>> StillWrongAsync(IReadOnlyList<WantedBlob> wanted, CancellationToken cancel)
    {
        var findings = BlobComparison.Wrong(wanted, _listing.Held).ToList();
        var repairable = wanted.Select(blob => blob.Digest).ToHashSet();
        var ofContent = Verdict.Findings.Where(finding => finding.Kind is FindingKind.WrongContent or FindingKind.Unreadable).ToList();
        findings.AddRange(ofContent.Where(finding => !repairable.Contains(finding.Digest!.Value))); // nobody has them to copy
        var again = ofContent.Select(finding => finding.Digest!.Value).Where(digest => repairable.Contains(digest) && _listing.Held.ContainsKey(digest));
        var content = new ContentCheck(_destination, options.Copy.Jobs, observer);
        await content.RunAsync([.. again.Distinct().Select(digest => KeyValuePair.Create(digest, _listing.Held[digest]))], cancel).ConfigureAwait(false);
        findings.AddRange(content.Findings);
        return findings;
    }

    private async Task RewriteAsync(InventoryUpdate update, IReadOnlyList<WantedBlob> wanted, HashSet<Digest> wrong, CancellationToken cancel)
    {
        var held = wrong.Count == 0 ? _listing.Held : _listing.Held.Where(one => !wrong.Contains(one.Key)).ToDictionary();
        var outcome = await update.WriteAsync(new DestinationReport(_destination, held, default, default, null), wanted, cancel).ConfigureAwait(false);
        var isDone = outcome.Failure is null;
        Verdict = Verdict with
        {
            Inventory = Verdict.Inventory! with { Rewriting = outcome },
            Findings = [.. Verdict.Findings.Select(finding => finding.Kind.IsOfTheInventory() ? finding with { IsRepaired = isDone } : finding)],
        };
    }
}
