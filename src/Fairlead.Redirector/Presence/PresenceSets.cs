using Fairlead.Formats.Oci;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// A flat array of slots in sets of eight. One writer at a time (the cache sees to it), any number of readers: a sequence number per
/// set, odd while it is written, tells a reader to look again.
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
        var set = SetOf(digest, site);
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

    /// <summary>Puts an answer in. True when another that was still believed had to go for it.</summary>
    public bool Keep(in PresenceSlot slot, uint now)
    {
        var set = SetOf(slot.Digest, slot.Site);
        var slots = _slots.AsSpan(set * Ways, Ways);
        var place = PlaceFor(slot, slots, now);
        if (place < 0) return false;

        var old = slots[place];
        if (old.Answer == PresenceAnswer.Unknown) Volatile.Write(ref _used, _used + 1);
        var sequence = _sequences[set];
        Volatile.Write(ref _sequences[set], sequence + 1);
        Interlocked.MemoryBarrier(); // nothing of the slot is written before the set is marked
        slots[place] = slot;
        Volatile.Write(ref _sequences[set], sequence + 2);
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

    /// <summary>This key's own slot, an empty or expired one, the absent one or (for a present answer) the present one that expires first; -1 for none.</summary>
    private static int PlaceFor(in PresenceSlot wanted, ReadOnlySpan<PresenceSlot> slots, uint now)
    {
        var (free, absent, present) = (-1, -1, -1);
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var slot = ref slots[i];
            if (slot.Answer != PresenceAnswer.Unknown && slot.Site == wanted.Site && slot.Digest == wanted.Digest) return i;
            if (slot.Answer == PresenceAnswer.Unknown || slot.Expires <= now) free = free < 0 ? i : free;
            else if (slot.Answer == PresenceAnswer.Absent) absent = absent < 0 || slot.Expires < slots[absent].Expires ? i : absent;
            else present = present < 0 || slot.Expires < slots[present].Expires ? i : present;
        }
        if (free >= 0) return free;
        return absent >= 0 || wanted.Answer == PresenceAnswer.Absent ? absent : present;
    }

    private int SetOf(in Digest digest, uint site) => (int)(secret.Hash(digest, site) & (uint)(_sequences.Length - 1));
}
