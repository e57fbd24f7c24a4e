using Fairlead.Formats.Oci;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class PresenceCacheTests
{
    private const uint Site = 7;
    private const long Minute = 60_000;

    /// <summary>Room for eight answers is one set: whatever the secret hash is, all keys meet in it.</summary>
    private readonly PresenceCache _oneSet = new(entries: 8);

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(1000, 1024)]
    [InlineData(1_000_000, 1_048_576)]
    public void Capacity_Entries_IsTheNextPowerOfTwo(int entries, int capacity) => new PresenceCache(entries).Capacity.ShouldBe(capacity);

    [Fact]
    public void Find_NothingKept_IsUnknown()
    {
        _oneSet.Find(default, 0, 0).ShouldBe(PresenceAnswer.Unknown);
        _oneSet.Find(DigestOf(1), Site, 0).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public void Find_UntilItExpires_IsTheAnswer()
    {
        _oneSet.Keep(DigestOf(1), Site, PresenceAnswer.Present, now: 0, expires: Minute);
        _oneSet.Find(DigestOf(1), Site, Minute - 1).ShouldBe(PresenceAnswer.Present);
        _oneSet.Find(DigestOf(1), Site, Minute).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public void Find_ExpiryBetweenTicks_IsNeverBelievedForLonger()
    {
        for (var expires = 1000L; expires < 1200; expires++)
        {
            var cache = new PresenceCache(entries: 8);
            cache.Keep(DigestOf(1), Site, PresenceAnswer.Present, now: 0, expires);
            cache.Find(DigestOf(1), Site, expires).ShouldBe(PresenceAnswer.Unknown);
            cache.Find(DigestOf(1), Site, expires - 101).ShouldBe(PresenceAnswer.Present, "at most a tenth of a second early");
        }
    }

    [Fact]
    public void Find_AnotherSite_IsAnotherKey()
    {
        _oneSet.Keep(DigestOf(1), Site, PresenceAnswer.Present, 0, Minute);
        _oneSet.Keep(DigestOf(1), Site + 1, PresenceAnswer.Absent, 0, Minute);
        _oneSet.Find(DigestOf(1), Site, 0).ShouldBe(PresenceAnswer.Present);
        _oneSet.Find(DigestOf(1), Site + 1, 0).ShouldBe(PresenceAnswer.Absent);
        _oneSet.Find(DigestOf(1), Site + 2, 0).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public void Keep_SameKey_TakesTheNewAnswerInTheSamePlace()
    {
        _oneSet.Keep(DigestOf(1), Site, PresenceAnswer.Present, 0, Minute);
        _oneSet.Keep(DigestOf(1), Site, PresenceAnswer.Absent, 0, Minute);
        _oneSet.Find(DigestOf(1), Site, 0).ShouldBe(PresenceAnswer.Absent, "an absent answer is news of its own key, not a push");
        (_oneSet.Used, _oneSet.Evictions).ShouldBe((1, 0));
    }

    [Fact]
    public void Keep_AbsentIntoFullSetOfPresent_IsNotKept()
    {
        Fill(PresenceAnswer.Present);
        _oneSet.Keep(DigestOf(100), Site, PresenceAnswer.Absent, 0, 100 * Minute);
        _oneSet.Find(DigestOf(100), Site, 0).ShouldBe(PresenceAnswer.Unknown);
        for (var i = 0; i < 8; i++) _oneSet.Find(DigestOf(i), Site, 0).ShouldBe(PresenceAnswer.Present);
        _oneSet.Evictions.ShouldBe(0);
    }

    [Fact]
    public void Keep_PresentIntoFullSet_PushesOutAbsentFirstThenThePresentThatExpiresFirst()
    {
        for (var i = 0; i < 6; i++) _oneSet.Keep(DigestOf(i), Site, PresenceAnswer.Present, 0, (i + 1) * Minute);
        _oneSet.Keep(DigestOf(6), Site, PresenceAnswer.Absent, 0, 60 * Minute);
        _oneSet.Keep(DigestOf(7), Site, PresenceAnswer.Absent, 0, 50 * Minute);

        KeepPresent(10);
        Known(7).ShouldBe(PresenceAnswer.Unknown, "of the absent, the one that expires first");
        KeepPresent(11);
        Known(6).ShouldBe(PresenceAnswer.Unknown);
        KeepPresent(12);
        Known(0).ShouldBe(PresenceAnswer.Unknown, "of the present, the one that expires first");
        for (var i = 1; i < 6; i++) Known(i).ShouldBe(PresenceAnswer.Present);
        (_oneSet.Evictions, _oneSet.Used).ShouldBe((3, 8));

        void KeepPresent(int i) => _oneSet.Keep(DigestOf(i), Site, PresenceAnswer.Present, 0, 100 * Minute);
        PresenceAnswer Known(int i) => _oneSet.Find(DigestOf(i), Site, 0);
    }

    [Fact]
    public void Keep_FullSetWithOneExpired_TakesItsPlaceAndPushesNobodyOut()
    {
        Fill(PresenceAnswer.Present);
        _oneSet.Keep(DigestOf(100), Site, PresenceAnswer.Absent, Minute, 2 * Minute); // the first of them has expired by now
        _oneSet.Find(DigestOf(100), Site, Minute).ShouldBe(PresenceAnswer.Absent);
        for (var i = 1; i < 8; i++) _oneSet.Find(DigestOf(i), Site, Minute).ShouldBe(PresenceAnswer.Present);
        _oneSet.Evictions.ShouldBe(0);
    }

    [Fact]
    public void Keep_ManyMoreKeysThanRoom_StaysWithinIt()
    {
        var cache = new PresenceCache(1000);
        for (var i = 0; i < 20_000; i++) cache.Keep(DigestOf(i), Site, PresenceAnswer.Present, 0, Minute + (i * 100));
        cache.Used.ShouldBe(cache.Capacity);
        Enumerable.Range(0, 20_000).Count(i => cache.Find(DigestOf(i), Site, 0) == PresenceAnswer.Present).ShouldBe(cache.Capacity);
        cache.Evictions.ShouldBe(20_000 - cache.Capacity);
    }

    [Fact]
    public void Keep_FloodOfAbsent_LeavesEveryPresentAnswer()
    {
        var cache = new PresenceCache(1000);
        for (var i = 0; i < 500; i++) cache.Keep(DigestOf(i), Site, PresenceAnswer.Present, 0, Minute);
        var before = Enumerable.Range(0, 500).Where(i => cache.Find(DigestOf(i), Site, 0) == PresenceAnswer.Present).ToList();
        for (var i = 1000; i < 21_000; i++) cache.Keep(DigestOf(i), Site, PresenceAnswer.Absent, 0, Minute);
        Enumerable.Range(0, 500).Where(i => cache.Find(DigestOf(i), Site, 0) == PresenceAnswer.Present).ShouldBe(before);
    }

    /// <summary>Clients choose digests: those that differ in a few bits only must not meet in a few sets.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keep_DigestsThatDifferInOneWord_AreAllKeptWhereThereIsRoom(int word)
    {
        const int digests = 10_000; // five eighths of the room
        for (var attempt = 0; attempt < 8; attempt++) // a secret each
        {
            var cache = new PresenceCache(16_384);
            for (var i = 0; i < digests; i++) cache.Keep(Numbered(i), Site, PresenceAnswer.Present, 0, Minute);
            cache.Evictions.ShouldBe(0);
            for (var i = 0; i < digests; i++) cache.Find(Numbered(i), Site, 0).ShouldBe(PresenceAnswer.Present);
        }

        Digest Numbered(int number)
        {
            var bytes = new byte[32];
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((word * 8) + 4), number);
            return Digest.FromBytes(bytes);
        }
    }

    [Fact]
    public void Keep_MoreThanTheFirstRoom_GrowsAndKeepsAll()
    {
        const int digests = 46_000;
        var cache = new PresenceCache(1_000_000);
        for (var i = 0; i < digests; i++) cache.Keep(DigestOf(i), Site, PresenceAnswer.Present, 0, Minute);
        cache.Used.ShouldBe(digests);
        cache.Evictions.ShouldBe(0);
        for (var i = 0; i < digests; i++) cache.Find(DigestOf(i), Site, 0).ShouldBe(PresenceAnswer.Present);
    }

    [Fact]
    public void FindAndKeep_ManyTimes_AllocateNothing()
    {
        var cache = new PresenceCache(1000);
        var digests = Enumerable.Range(0, 100).Select(DigestOf).ToArray();
        Allocations.Of(() =>
        {
            foreach (ref readonly var digest in digests.AsSpan())
            {
                cache.Keep(digest, Site, PresenceAnswer.Present, 0, Minute);
                cache.Find(digest, Site, 0);
                cache.Find(digest, Site + 1, 0);
            }
        }).ShouldBe(0);
    }

    internal static Digest DigestOf(int i) => Digest.Of(BitConverter.GetBytes(i));

    /// <summary>Eight answers; the first expires in a minute, each next one a minute later.</summary>
    private void Fill(PresenceAnswer answer)
    {
        for (var i = 0; i < 8; i++) _oneSet.Keep(DigestOf(i), Site, answer, 0, (i + 1) * Minute);
    }
}
