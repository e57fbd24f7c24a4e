using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>Finds the first candidate that is healthy and holds the blob (request rule 11).</summary>
/// <param name="heads">Asks where nothing is known.</param>
/// <param name="clock">Measures the timeout.</param>
/// <param name="assumePresent">Takes what is unknown for present, and asks nobody: for tests and comparisons.</param>
internal sealed class PresenceFinder(HeadClient heads, Clock clock, bool assumePresent)
{
    /// <summary>
    /// Looks among what is known. False when a candidate has to be asked first: the one at <paramref name="next"/>, with what the
    /// finding says of those before it.
    /// </summary>
    public bool TryFindCached(ReadOnlySpan<MirrorTarget> candidates, in Digest digest, long now, out Finding finding, out int next)
    {
        var uncertain = false;
        var place = default(DigestPlace);
        for (next = 0; next < candidates.Length; next++)
        {
            var candidate = candidates[next];
            if (!candidate.Site.Health.IsOpen)
            {
                uncertain = true;
                continue;
            }
            var answer = ByInventory(candidate.Site, digest, now, ref place);
            if (answer == PresenceAnswer.Unknown) answer = heads.Find(candidate.Site, digest, now);
            if (answer == PresenceAnswer.Present || (answer == PresenceAnswer.Unknown && assumePresent))
            {
                finding = new(candidate, uncertain);
                return true;
            }
            if (answer == PresenceAnswer.Absent) continue;
            finding = new(null, uncertain);
            return false;
        }
        finding = new(null, uncertain);
        return true;
    }

    /// <summary>Goes on from the candidate at <paramref name="next"/>, asking where nothing is known, within the policy's timeout for all of them.</summary>
    public async ValueTask<Finding> FindAsync(MirrorTarget[] candidates, Digest digest, int next, bool uncertain, PresenceConfig config)
    {
        var deadline = clock.Milliseconds + (long)config.Timeout.TotalMilliseconds;
        var place = default(DigestPlace);
        for (; next < candidates.Length; next++)
        {
            var candidate = candidates[next];
            if (!candidate.Site.Health.IsOpen)
            {
                uncertain = true;
                continue;
            }
            var now = clock.Milliseconds;
            var answer = ByInventory(candidate.Site, digest, now, ref place);
            if (answer == PresenceAnswer.Unknown) answer = heads.Cache.Find(digest, candidate.Site.Id, now);
            if (answer == PresenceAnswer.Unknown)
                answer = await AskAsync(candidate, digest, (deadline - now) / (candidates.Length - next)).ConfigureAwait(false);
            if (answer == PresenceAnswer.Present) return new(candidate, uncertain);
            uncertain |= answer == PresenceAnswer.Unknown;
        }
        return new(null, uncertain);
    }

    /// <summary>What is known without asking, of whatever health the mirror is. Counts nothing.</summary>
    public PresenceAnswer Peek(MirrorSite site, in Digest digest, long now)
    {
        var place = default(DigestPlace);
        return heads.HoldingsOf(site, now) is { } holdings
            ? holdings.Holds(digest, ref place) ? PresenceAnswer.Present : PresenceAnswer.Absent
            : heads.Cache.Find(digest, site.Id, now);
    }

    /// <summary>Present or absent while the mirror's inventory may be believed: for junk no HEAD and no room in the cache. Else unknown.</summary>
    private PresenceAnswer ByInventory(MirrorSite site, in Digest digest, long now, ref DigestPlace place)
    {
        if (heads.HoldingsOf(site, now) is not { } holdings) return PresenceAnswer.Unknown;
        var isPresent = holdings.Holds(digest, ref place);
        site.Counters.CountInventoryAnswer(isPresent);
        return isPresent ? PresenceAnswer.Present : PresenceAnswer.Absent;
    }

    private async ValueTask<PresenceAnswer> AskAsync(MirrorTarget candidate, Digest digest, long shareMilliseconds)
    {
        candidate.Site.Asked(digest);
        var head = heads.AskAsync(candidate.Site, digest, candidate.Mirror.UrlOf(digest));
        if (head.IsCompleted) return await head.ConfigureAwait(false);
        try
        {
            return await head.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(1, shareMilliseconds)), clock.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return PresenceAnswer.Unknown; // the HEAD goes on for whoever comes next
        }
    }
}
