using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;
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
        for (next = 0; next < candidates.Length; next++)
        {
            var candidate = candidates[next];
            if (!candidate.Site.Health.IsOpen)
            {
                uncertain = true;
                continue;
            }
            var answer = heads.Cache.Find(digest, candidate.Site.Id, now);
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
        for (; next < candidates.Length; next++)
        {
            var candidate = candidates[next];
            if (!candidate.Site.Health.IsOpen)
            {
                uncertain = true;
                continue;
            }
            var now = clock.Milliseconds;
            var answer = heads.Cache.Peek(digest, candidate.Site.Id, now);
            if (answer == PresenceAnswer.Unknown)
                answer = await AskAsync(candidate, digest, (deadline - now) / (candidates.Length - next)).ConfigureAwait(false);
            if (answer == PresenceAnswer.Present) return new(candidate, uncertain);
            uncertain |= answer == PresenceAnswer.Unknown;
        }
        return new(null, uncertain);
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
