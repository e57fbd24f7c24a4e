using Fairlead.Redirector.Presence;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>The rules of one set of the presence cache, slow and obvious. Times are in the cache's ticks; no two answers expire at once.</summary>
internal sealed class PresenceCacheModel
{
    private const int Ways = 8;
    private readonly Dictionary<(int Digest, uint Site), (PresenceAnswer Answer, long Expires)> _known = [];

    public long Evictions { get; private set; }

    public PresenceAnswer Find(int digest, uint site, long now) =>
        _known.TryGetValue((digest, site), out var known) && known.Expires > now ? known.Answer : PresenceAnswer.Unknown;

    public void Keep(int digest, uint site, PresenceAnswer answer, long now, long expires)
    {
        foreach (var (key, known) in _known)
            if (known.Expires <= now) _known.Remove(key);
        if (_known.Count == Ways && !_known.ContainsKey((digest, site)))
        {
            var byExpiry = _known.OrderBy(entry => entry.Value.Expires).ToList();
            var absent = byExpiry.Where(entry => entry.Value.Answer == PresenceAnswer.Absent).ToList();
            if (absent.Count == 0 && answer == PresenceAnswer.Absent) return;
            _known.Remove((absent.Count > 0 ? absent : byExpiry)[0].Key);
            Evictions++;
        }
        _known[(digest, site)] = (answer, expires);
    }
}
