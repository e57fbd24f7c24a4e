using System.Runtime.InteropServices;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// Whether what a provider runs for its own clients has what one of them asks for. A registry has things by repository, so the key is the
/// digest of the URL; that has no query, which a client could make new for ever.
/// </summary>
/// <param name="heads">Asks where nothing is known.</param>
/// <param name="clock">Measures the timeout.</param>
/// <param name="assumePresent">Takes what is unknown for present, and asks nobody: for tests and comparisons.</param>
internal sealed class ProviderPresence(HeadClient heads, Clock clock, bool assumePresent)
{
    /// <summary>Whether it is known to hold it, or says so within the timeout.</summary>
    public async ValueTask<bool> HoldsAsync(ProviderSite site, string url, TimeSpan timeout)
    {
        if (!site.Health.IsOpen) return false;
        var key = Digest.Of(MemoryMarshal.AsBytes(url.AsSpan()));
        var now = clock.Milliseconds;
        var answer = heads.Find(site, key, now);
        if (answer == PresenceAnswer.Unknown && !assumePresent) answer = await AskAsync(site, key, url, timeout).ConfigureAwait(false);
        var holds = answer == PresenceAnswer.Present || (answer == PresenceAnswer.Unknown && assumePresent);
        if (holds && !assumePresent) site.Redirected(key, url, now);
        return holds;
    }

    private async ValueTask<PresenceAnswer> AskAsync(ProviderSite site, Digest key, string url, TimeSpan timeout)
    {
        site.Asked(key, url);
        try
        {
            return await heads.AskAsync(site, key, url).WaitAsync(timeout, clock.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return PresenceAnswer.Unknown; // the HEAD goes on for whoever comes next
        }
    }
}
