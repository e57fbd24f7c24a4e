using System.Numerics;
using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// What is known of who holds what. Readers take no lock and nothing is allocated by asking; writers, of whom there are no more than
/// HEADs are answered, take turns. The table begins small and doubles until it has room for as many answers as it may keep; from then
/// on a full set forgets what is expired, then what is absent, then the present answer that expires first. An absent answer never
/// pushes out a present one.
/// </summary>
internal sealed class PresenceCache
{
    private const int FirstCapacity = 16_384;
    private readonly Lock _writing = new();
    private readonly PresenceSecret _secret = PresenceSecret.Create();
    private volatile PresenceSets _sets;
    private long _evictions;

    /// <summary>A cache of about so many answers (rounded up to a power of two).</summary>
    public PresenceCache(int entries)
    {
        Capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(PresenceSets.Ways, entries));
        _sets = new PresenceSets(Math.Min(Capacity, FirstCapacity), _secret);
    }

    /// <summary>How many answers there may be room for.</summary>
    public int Capacity { get; }

    /// <summary>Slots that hold an answer, expired ones among them.</summary>
    public int Used => _sets.Used;

    /// <summary>Answers that were forgotten before their time to make room.</summary>
    public long Evictions => Volatile.Read(ref _evictions);

    /// <summary>What is known; <see cref="PresenceAnswer.Unknown"/> when nothing is, or no longer. Times are milliseconds of one clock.</summary>
    public PresenceAnswer Find(in Digest digest, uint site, long now) => _sets.Find(digest, site, TimeOf(now));

    /// <summary>Keeps an answer until a time.</summary>
    public void Keep(in Digest digest, uint site, PresenceAnswer answer, long now, long expires)
    {
        lock (_writing)
        {
            // At five eighths no pair of sets of eight overflows; at three quarters one in some ten thousand does.
            if (_sets.Used >= _sets.Capacity / 8 * 5 && _sets.Capacity < Capacity) _sets = _sets.Doubled(TimeOf(now));
            if (_sets.Keep(new PresenceSlot(digest, TimeOf(expires), site, answer), TimeOf(now))) _evictions++;
        }
    }

    /// <summary>Tenths of a second, from 1 up: 13 years of them.</summary>
    private static uint TimeOf(long milliseconds) => (uint)Math.Clamp((milliseconds / 100) + 1, 1, uint.MaxValue);
}
