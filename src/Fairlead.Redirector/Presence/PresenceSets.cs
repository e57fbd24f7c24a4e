using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// A flat array of slots in sets of eight. A key may stand in either of two sets, and goes where there is more room: so the array can be
/// nearly full before anything has to be forgotten ("the power of two choices", Mitzenmacher 2001). One writer at a time (the cache sees
/// to it), any number of readers: a sequence number per set, odd while it is written, tells a reader to look again.
/// </summary>
internal sealed class PresenceSets(int capacity, PresenceSecret secret)
{
    public const int Ways = 8;
    private const int ReadAttempts = 16;
    private readonly PresenceSlot[] _slots = new PresenceSlot[capacity];
    private readonly int[] _sequences = new int[capacity / Ways];
    private int _used;

    public int Capacity => _slots.Length;

    public int Used => Volatile.Read(ref _used);

    public PresenceAnswer Find(in Digest digest, uint site, uint now)
    {
        var hash = secret.Hash(digest, site);
        var answer = FindIn(FirstSet(hash), digest, site, now);
        return answer == PresenceAnswer.Unknown ? FindIn(SecondSet(hash), digest, site, now) : answer;
    }

    /// <summary>Puts an answer in. True when another that was still believed had to go for it.</summary>
    public bool Keep(in PresenceSlot slot, uint now)
    {
        var hash = secret.Hash(slot.Digest, slot.Site);
        var first = Survey(FirstSet(hash), slot, now);
        var second = Survey(SecondSet(hash), slot, now);
        var place = first.IsBetterThan(second) ? first.Place : second.Place;
        if (place < 0) return false;

        var old = _slots[place];
        if (old.Answer == PresenceAnswer.Unknown) Volatile.Write(ref _used, _used + 1);
        ref var sequence = ref _sequences[place / Ways];
        var before = sequence;
        Volatile.Write(ref sequence, before + 1);
        Interlocked.MemoryBarrier(); // nothing of the slot is written before the set is marked
        _slots[place] = slot;
        Volatile.Write(ref sequence, before + 2);
        return old.Answer != PresenceAnswer.Unknown && old.Expires > now && (old.Site != slot.Site || old.Digest != slot.Digest);
    }

    /// <summary>The same answers with twice the room; readers of this one find nothing wrong in it meanwhile.</summary>
    public PresenceSets Doubled(uint now)
    {
        var doubled = new PresenceSets(Capacity * 2, secret);
        foreach (ref readonly var slot in _slots.AsSpan())
            if (slot.Answer != PresenceAnswer.Unknown && slot.Expires > now) doubled.Keep(slot, now);
        return doubled;
    }

    private PresenceAnswer FindIn(int set, in Digest digest, uint site, uint now)
    {
        for (var attempt = 0; attempt < ReadAttempts; attempt++)
        {
            var before = Volatile.Read(ref _sequences[set]);
            if ((before & 1) == 0)
            {
                var answer = PresenceAnswer.Unknown;
                foreach (ref readonly var slot in _slots.AsSpan(set * Ways, Ways))
                {
                    if (slot.Site != site || slot.Digest != digest) continue;
                    if (slot.Expires > now) answer = slot.Answer;
                    break;
                }
                Volatile.ReadBarrier();
                if (Volatile.Read(ref _sequences[set]) == before) return answer;
            }
            Thread.SpinWait(1 << Math.Min(attempt, 6));
        }
        return PresenceAnswer.Unknown; // a writer was stopped in the middle: asking again is always right
    }

    /// <summary>Where in a set an answer would go: this key's own slot, else a free one, else the absent one, else (for a present answer) the present one that expires first.</summary>
    private PresencePlace Survey(int set, in PresenceSlot wanted, uint now)
    {
        var (free, rooms, absent, present) = (-1, 0, -1, -1);
        for (var i = set * Ways; i < (set + 1) * Ways; i++)
        {
            ref readonly var slot = ref _slots[i];
            if (slot.Answer != PresenceAnswer.Unknown && slot.Site == wanted.Site && slot.Digest == wanted.Digest) return PresencePlace.Own(i);
            if (slot.Answer == PresenceAnswer.Unknown || slot.Expires <= now)
            {
                free = i;
                rooms++;
            }
            else if (slot.Answer == PresenceAnswer.Absent) absent = absent < 0 || slot.Expires < _slots[absent].Expires ? i : absent;
            else present = present < 0 || slot.Expires < _slots[present].Expires ? i : present;
        }
        if (free >= 0) return PresencePlace.Free(free, rooms);
        if (absent >= 0) return PresencePlace.Absent(absent, _slots[absent].Expires);
        return wanted.Answer == PresenceAnswer.Absent ? PresencePlace.None : PresencePlace.Present(present, _slots[present].Expires);
    }

    private int FirstSet(ulong hash) => (int)((uint)hash & (uint)(_sequences.Length - 1));

    private int SecondSet(ulong hash) => (int)((uint)(hash >> 32) & (uint)(_sequences.Length - 1));
}
