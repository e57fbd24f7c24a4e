using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Formats.Inventories;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Inventories;

public sealed class InventoryShelfTests
{
    private readonly ManualTime _time = new();
    private readonly InventoryShelf _shelf = new();

    [Fact]
    public void Take_RandomInventories_EachMirrorHoldsWhatItsLastOneSays()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var slots = Slots(4);
            var right = new HashSet<int>[4];
            for (var step = 0; step < 30; step++)
            {
                var which = random.Next(4);
                var from = random.Next(60);
                right[which] = [.. Enumerable.Range(from, random.Next(80)).Where(_ => random.Next(4) > 0)];
                _shelf.Take(slots[which], Of(right[which]), slots);
                for (var s = 0; s < 4; s++)
                {
                    if (right[s] is null) continue;
                    slots[s].Last!.Count.ShouldBe(right[s].Count);
                    for (var i = 0; i < 150; i++) Holds(slots[s], i).ShouldBe(right[s].Contains(i), $"seed {seed}, step {step}, slot {s}, blob {i}");
                }
            }
        }
    }

    [Fact]
    public void Take_MirrorsOfTheSameBlobs_ShareOneUniverse()
    {
        var slots = Slots(32);
        for (var s = 0; s < 32; s++) _shelf.Take(slots[s], Of(Enumerable.Range(0, 1000 + s)), slots);
        slots.Select(slot => slot.Last!.Universe).Distinct().ShouldHaveSingleItem().Digests.Length.ShouldBe(1031);
        slots.Select(slot => slot.Last!.Count).ShouldBe(Enumerable.Range(1000, 32));
    }

    [Fact]
    public void Take_NothingNewToTheOthers_ReplacesNothingOfTheirs()
    {
        var slots = Slots(2);
        _shelf.Take(slots[0], Of(Enumerable.Range(0, 1000)), slots);
        var before = slots[0].Last;
        _shelf.Take(slots[1], Of(Enumerable.Range(10, 500)), slots);
        slots[0].Last.ShouldBeSameAs(before);
        slots[1].Last!.Universe.ShouldBeSameAs(before!.Universe);
    }

    [Fact]
    public void Take_DigestsThatNobodyHoldsAnyMore_AreLetGo()
    {
        var slots = Slots(2);
        _shelf.Take(slots[0], Of(Enumerable.Range(0, 1000)), slots);
        _shelf.Take(slots[1], Of(Enumerable.Range(0, 1000)), slots);
        _shelf.Take(slots[0], Of(Enumerable.Range(0, 100)), slots);
        slots[0].Last!.Universe.Digests.Length.ShouldBe(1000, "the other one has them");
        _shelf.Take(slots[1], Of(Enumerable.Range(50, 100)), slots);
        slots.Select(slot => slot.Last!.Universe).Distinct().ShouldHaveSingleItem().Digests.Length.ShouldBe(150);

        _shelf.Take(slots[1], Of(Enumerable.Range(0, 5000)), slots[1..]); // and those of a mirror that left the policy
        slots[0].Last!.Count.ShouldBe(100, "it keeps its own, should it come back");
        Holds(slots[0], 99).ShouldBeTrue();
    }

    [Fact]
    public async Task Take_WhileOthersRead_NobodySeesHalfOfOne()
    {
        var slots = Slots(2);
        _shelf.Take(slots[0], Of(Enumerable.Range(0, 300)), slots);
        var isDone = false;
        var reads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                for (var i = 0; i < 600; i++) Holds(slots[0], i).ShouldBe(i < 300, $"blob {i}");
                reads.TrySetResult();
            }
        });
        await Task.WhenAny(reads.Task, reading);
        for (var round = 0; round < 200; round++) _shelf.Take(slots[1], Of(Enumerable.Range(round * 7 % 500, 200)), slots);
        Volatile.Write(ref isDone, true);
        await reading;
    }

    [Fact]
    public void Distrust_BlobThatTheInventoryNames_EndsTrustUntilAnotherTime()
    {
        var slot = Slots(1)[0];
        _shelf.Take(slot, Of([1, 2, 3]), [slot]);
        slot.Distrust(InventorySamples.DigestOf(4)).ShouldBeFalse("it never said so");
        IsUsable(slot).ShouldBeTrue();
        slot.Distrust(InventorySamples.DigestOf(2)).ShouldBeTrue();
        slot.Distrust(InventorySamples.DigestOf(2)).ShouldBeFalse("once is enough");
        IsUsable(slot).ShouldBeFalse();
        slot.Confirm();
        IsUsable(slot).ShouldBeFalse();
        _shelf.Take(slot, Of([1, 3]), [slot]);
        IsUsable(slot).ShouldBeFalse("it was written when the wrong one was");
        _shelf.Take(slot, Of([1, 3], InventorySamples.Written.AddSeconds(1)), [slot]);
        IsUsable(slot).ShouldBeTrue();
    }

    [Fact]
    public void Distrust_OneAfterTheOther_AnOlderOneIsNoBetter()
    {
        var slot = Slots(1)[0];
        for (var second = 0; second < 2; second++)
        {
            _shelf.Take(slot, Of([1], InventorySamples.Written.AddSeconds(second)), [slot]);
            slot.Distrust(InventorySamples.DigestOf(1)).ShouldBeTrue();
        }
        _shelf.Take(slot, Of([1]), [slot]);
        slot.IsTrusted.ShouldBeFalse();
    }

    [Fact]
    public void Confirm_WallClockWasSetBack_MakesNothingYounger()
    {
        var time = new SteppedTime(_time);
        var slot = new InventorySlot("m", new Uri("https://m.example/i"), new MirrorCounters("m"), new Clock(time));
        _shelf.Take(slot, Of([1], time.GetUtcNow()), [slot]);
        time.Step = TimeSpan.FromDays(-365);
        slot.Confirm();
        _time.Advance(TimeSpan.FromHours(25));
        slot.Confirm();
        slot.Usable((long)TimeSpan.FromHours(25).TotalMilliseconds, (long)TimeSpan.FromHours(24).TotalMilliseconds).ShouldBeNull();
    }

    [Fact]
    public void Usable_Age_CountsFromWhenItWasWritten()
    {
        var slot = Slots(1)[0];
        _shelf.Take(slot, Of([1], _time.GetUtcNow().AddHours(-23)), [slot]);
        slot.Age.ShouldBe(TimeSpan.FromHours(23));
        IsUsable(slot).ShouldBeTrue();
        _time.Advance(TimeSpan.FromHours(1));
        IsUsable(slot).ShouldBeTrue();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        IsUsable(slot).ShouldBeFalse();
        slot.Last.ShouldNotBeNull();
    }

    private bool IsUsable(InventorySlot slot) => slot.Usable(slot.AtClock(_time.GetUtcNow()), (long)TimeSpan.FromHours(24).TotalMilliseconds) is not null;

    private InventorySlot[] Slots(int count)
    {
        var clock = new Clock(_time);
        return [.. Enumerable.Range(0, count).Select(i => new InventorySlot($"m{i}", new Uri($"https://m{i}.example/i"), new MirrorCounters($"m{i}"), clock))];
    }

    private static Inventory Of(IEnumerable<int> blobs, DateTimeOffset? written = null)
    {
        var builder = new InventoryBuilder();
        foreach (var i in blobs) builder.Add(InventorySamples.DigestOf(i), 1, []);
        return builder.Build(written ?? InventorySamples.Written);
    }

    private static bool Holds(InventorySlot slot, int i)
    {
        Digest digest = InventorySamples.DigestOf(i);
        var place = default(DigestPlace);
        return slot.Last!.Holds(digest, ref place);
    }

    /// <summary>A clock on the wall that somebody sets, and a stopwatch that nobody can.</summary>
    private sealed class SteppedTime(ManualTime time) : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Step;

        public override long GetTimestamp() => time.GetTimestamp();
    }
}
