using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// What is known of who holds what: a flat array of slots in sets of eight, allocated once. A set is found by a secret hash, so that
/// nobody can aim at it; readers take no lock (a sequence number per set tells them of a writer), and nothing is ever allocated.
/// A full set forgets what is expired, then what is absent, then the present answer that expires first; an absent answer never
/// pushes out a present one.
/// </summary>
internal sealed class PresenceCache
{
    private const int Ways = 8;
    private const int ReadAttempts = 16;
    private readonly Slot[] _slots;
    private readonly int[] _sequences;
    private readonly ulong _secretHigh;
    private readonly ulong _secretLow;
    private readonly int _setMask;
    private readonly StripedCounters _counters = new(3);
    private int _used;

    /// <summary>A cache of about so many answers (rounded up to a power of two).</summary>
    public PresenceCache(int entries)
    {
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (entries + Ways - 1) / Ways));
        _slots = new Slot[sets * Ways];
        _sequences = new int[sets];
        _setMask = sets - 1;
        Span<ulong> secret = stackalloc ulong[2];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(secret));
        (_secretHigh, _secretLow) = (secret[0] | 1, secret[1] | 1);
    }

    /// <summary>How many answers there is room for.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Slots that hold an answer, expired ones among them.</summary>
    public int Used => Volatile.Read(ref _used);

    /// <summary>Look-ups that knew an answer.</summary>
    public long Hits => _counters.Read(0);

    /// <summary>Look-ups that did not.</summary>
    public long Misses => _counters.Read(1);

    /// <summary>Answers that were forgotten before their time to make room.</summary>
    public long Evictions => _counters.Read(2);

    /// <summary>What is known; <see cref="PresenceAnswer.Unknown"/> when nothing is, or no longer. Times are milliseconds of one clock.</summary>
    public PresenceAnswer Find(in Digest digest, uint site, long now)
    {
        var answer = Peek(digest, site, now);
        _counters.Add(answer == PresenceAnswer.Unknown ? 1 : 0);
        return answer;
    }

    /// <summary>The same, without counting.</summary>
    public PresenceAnswer Peek(in Digest digest, uint site, long now)
    {
        var set = SetOf(digest, site);
        var time = TimeOf(now);
        for (var attempt = 0; attempt < ReadAttempts; attempt++)
        {
            var before = Volatile.Read(ref _sequences[set]);
            if ((before & 1) == 0)
            {
                var answer = PresenceAnswer.Unknown;
                foreach (ref readonly var slot in _slots.AsSpan(set * Ways, Ways))
                {
                    if (slot.Site != site || slot.Digest != digest) continue;
                    if (slot.Expires > time) answer = slot.Answer;
                    break;
                }
                Volatile.ReadBarrier();
                if (Volatile.Read(ref _sequences[set]) == before) return answer;
            }
            Thread.SpinWait(1 << Math.Min(attempt, 6));
        }
        return PresenceAnswer.Unknown; // a writer was stopped in the middle: asking again is always right
    }

    /// <summary>Keeps an answer until a time.</summary>
    public void Keep(in Digest digest, uint site, PresenceAnswer answer, long now, long expires)
    {
        var set = SetOf(digest, site);
        var sequence = Lock(set);
        try
        {
            var slots = _slots.AsSpan(set * Ways, Ways);
            var victim = Victim(slots, digest, site, answer, TimeOf(now));
            if (victim < 0) return;
            ref var slot = ref slots[victim];
            if (slot.Answer == PresenceAnswer.Unknown) Interlocked.Increment(ref _used);
            else if (slot.Expires > TimeOf(now) && (slot.Site != site || slot.Digest != digest)) _counters.Add(2);
            slot = new Slot(digest, TimeOf(expires), site, answer);
        }
        finally
        {
            Volatile.Write(ref _sequences[set], sequence + 2);
        }
    }

    /// <summary>The slot to write: this key's, an empty or expired one, the absent one or (for a present answer) the present one that expires first; -1 for none.</summary>
    private static int Victim(ReadOnlySpan<Slot> slots, in Digest digest, uint site, PresenceAnswer answer, uint time)
    {
        var (free, absent, present) = (-1, -1, -1);
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var slot = ref slots[i];
            if (slot.Answer == PresenceAnswer.Unknown) { if (free < 0) free = i; }
            else if (slot.Site == site && slot.Digest == digest) return i;
            else if (slot.Expires <= time) { if (free < 0) free = i; }
            else if (slot.Answer == PresenceAnswer.Absent) { if (absent < 0 || slot.Expires < slots[absent].Expires) absent = i; }
            else if (present < 0 || slot.Expires < slots[present].Expires) present = i;
        }
        if (free >= 0) return free;
        return absent >= 0 || answer == PresenceAnswer.Absent ? absent : present;
    }

    private int Lock(int set)
    {
        var spin = new SpinWait();
        while (true)
        {
            var sequence = Volatile.Read(ref _sequences[set]);
            if ((sequence & 1) == 0 && Interlocked.CompareExchange(ref _sequences[set], sequence + 1, sequence) == sequence) return sequence;
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private int SetOf(in Digest digest, uint site)
    {
        var high = Math.BigMul(digest.High ^ _secretHigh, (digest.Low ^ _secretLow) + (site * 0x9E3779B97F4A7C15), out var low);
        return (int)(high ^ low) & _setMask;
    }

    /// <summary>Tenths of a second, from 1 up: 13 years of them.</summary>
    private static uint TimeOf(long milliseconds) => (uint)Math.Clamp((milliseconds / 100) + 1, 1, uint.MaxValue);

    private readonly record struct Slot(Digest Digest, uint Expires, uint Site, PresenceAnswer Answer);
}
