using System.Runtime.InteropServices;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// Whether the upstream itself has a manifest or a blob, where signatures live in another registry (request rule 6). A registry has
/// things by repository, so the key is the digest of the whole URL.
/// </summary>
internal sealed class UpstreamPresence(HeadClient heads, Clock clock, bool assumePresent)
{
    /// <summary>What is known or what the upstream answers within the timeout.</summary>
    public async ValueTask<PresenceAnswer> FindAsync(RegistrySite registry, string url, TimeSpan timeout)
    {
        if (assumePresent || !registry.Health.IsOpen) return PresenceAnswer.Unknown;
        var key = Digest.Of(MemoryMarshal.AsBytes(url.AsSpan()));
        var answer = heads.Find(registry, key, clock.Milliseconds);
        if (answer != PresenceAnswer.Unknown) return answer;
        try
        {
            return await heads.AskAsync(registry, key, url).WaitAsync(timeout, clock.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return PresenceAnswer.Unknown;
        }
    }
}
