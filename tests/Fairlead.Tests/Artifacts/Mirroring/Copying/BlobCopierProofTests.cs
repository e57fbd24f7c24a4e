using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>What isn't the blob never becomes visible, in no destination, whatever the stores check themselves: these check nothing.</summary>
public sealed class BlobCopierProofTests
{
    public static TheoryData<int, int, string> Cases()
    {
        var cases = new TheoryData<int, int, string>();
        foreach (var stores in new[] { 1, 2, 3 })
            foreach (var size in new[] { 0, 1, 1_000, 4_096, 4_097, 8_192, 50_000 })
                foreach (var fault in new[] { "first byte", "last byte", "cut", "too long", "breaks", "breaks at the end" })
                    if (size > 0 || fault is "too long" or "breaks at the end") cases.Add(stores, size, fault);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Copy_WrongContent_IsNeverVisibleAndFails(int stores, int size, string fault)
    {
        var world = new CopyWorld(stores);
        var blob = world.Source.Add(size);
        world.Source.OnOpen = (content, _) => Wrong(content, fault);

        var report = await world.CopyAsync(blob);

        world.Stores.ShouldAllBe(store => store.Objects.IsEmpty);
        // The last piece was given to nobody: no store could have made it visible, however it is made.
        world.Stores.SelectMany(store => store.Puts).ShouldAllBe(put => put.Taken < size);
        report.Failures.Count.ShouldBe(stores);
        report.Failures.ShouldAllBe(failure => failure.Message.Contains(MessageOf(fault, size)));
        report.Destinations.ShouldAllBe(one => one.Held.Count == 0 && one.Copied == default);
        // With so little memory chance may have one of several let go, and served by reads of its own.
        // The same wrong content twice is what lies there.
        var attempts = fault is "first byte" or "last byte" ? 2 : world.Options.MaxAttempts;
        world.Source.Opened(blob.Digest).ShouldBeInRange(attempts, stores * attempts);
        world.Observer.Failures.Count.ShouldBe(stores);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Copy_WrongContentOnce_IsReadAgain(int stores, int size, string fault)
    {
        var world = new CopyWorld(stores);
        var blob = world.Source.Add(size);
        world.Source.OnOpen = (content, number) => number == 1 ? Wrong(content, fault) : new ScriptedStream(content, 1_000);

        var report = await world.CopyAsync(blob);

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        report.Failures.ShouldBeEmpty();
        report.Read.Blobs.ShouldBe(2 + report.SecondReads);
        world.Observer.Bytes.ShouldBe(stores * size); // what was taken in vain is void
    }

    [Fact]
    public async Task Copy_WrongContent_IsHadFromTheNextLocation()
    {
        var world = new CopyWorld(stores: 2);
        var blob = world.Source.Add(8_000);
        var bad = new MemorySource("bad.test") { OnOpen = (content, _) => Wrong(content, "last byte") };
        bad.Add(world.Source.Of(blob));

        var report = await world.CopyAsync(blob with { Locations = [bad.At, world.Source.At] });

        foreach (var store in world.Stores) world.ShouldHold(store, blob);
        bad.Opened(blob.Digest).ShouldBe(1);
        world.Observer.Retries.ShouldAllBe(reason => reason.StartsWith("bad.test: its content is sha256:"));
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_ContentThatIsWrongInAnotherWayEachTime_IsTriedToTheEnd()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(8_000);
        world.Source.OnOpen = (content, number) => new ScriptedStream([(byte)(content[0] ^ number), .. content[1..]], 1_000);

        await world.CopyAsync(blob);

        world.Source.Opened(blob.Digest).ShouldBe(world.Options.MaxAttempts);
    }

    [Fact]
    public async Task Copy_ContentThatIsWrongTwiceAtOneLocation_IsStillHadFromTheOther()
    {
        var world = new CopyWorld(stores: 1);
        var blob = world.Source.Add(8_000);
        var bad = new MemorySource("bad.test") { OnOpen = (content, _) => Wrong(content, "last byte") };
        bad.Add(world.Source.Of(blob));
        world.Source.OnOpen = (content, number) => number < 3 ? Wrong(content, "breaks") : new ScriptedStream(content, 1_000);

        var report = await world.CopyAsync(blob with { Locations = [bad.At, world.Source.At] });

        world.ShouldHold(world.Stores[0], blob);
        bad.Opened(blob.Digest).ShouldBe(2);
        report.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copy_ContentWithoutEnd_IsCutAtOnce()
    {
        var world = new CopyWorld(stores: 1) { Options = new() { Jobs = 1, BufferBytes = 8 << 10, MaxAttempts = 1 } };
        var blob = world.Source.Add(10_000);
        var endless = new ScriptedStream([.. world.Source.Of(blob), .. new byte[1_000_000]], int.MaxValue);
        world.Source.OnOpen = (_, _) => endless;

        await world.CopyAsync(blob);

        endless.Position.ShouldBe(10_001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_StoreThatSaysDoneTooSoon_Fails(int stores)
    {
        var world = new CopyWorld(stores);
        var blob = world.Source.Add(50_000);
        world.Stores[0].IsLiar = true;

        var report = await world.CopyAsync(blob);

        var failure = report.Failures.ShouldHaveSingleItem();
        failure.Destination.ShouldBe("store-0");
        failure.Message.ShouldContain("ended before all of it was taken");
        report.Destinations[0].Held.ShouldBeEmpty();
        foreach (var other in world.Stores.Skip(1)) world.ShouldHold(other, blob);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Copy_StoreThatCopiesTheStream_GetsTheSameBytes(int stores)
    {
        var world = new CopyWorld(stores);
        var (large, small, none) = (world.Source.Add(100_000), world.Source.Add(100), world.Source.Add(0));
        foreach (var store in world.Stores) store.Copies = true;

        var report = await world.CopyAsync(large, small, none);

        foreach (var store in world.Stores) world.ShouldHold(store, large, small, none);
        report.Failures.ShouldBeEmpty();
        report.Destinations.ShouldAllBe(one => one.Copied == new CopyTotals(3, 100_100));
    }

    private static ScriptedStream Wrong(byte[] content, string fault) => fault switch
    {
        "first byte" => new([(byte)(content[0] ^ 1), .. content[1..]], 1_000),
        "last byte" => new([.. content[..^1], (byte)(content[^1] ^ 1)], 1_000),
        "cut" => new(content[..^1], 1_000),
        "too long" => new([.. content, 0], 1_000),
        "breaks" => new(content, 1_000, failsAfter: content.Length / 2),
        _ => new(content, 1_000, failsAfter: content.Length),
    };

    private static string MessageOf(string fault, int size) => fault switch
    {
        "first byte" or "last byte" => "registry.test: its content is sha256:",
        "cut" => $"registry.test: its content ends after {size - 1} of {size} bytes",
        "too long" => $"registry.test: its content goes on after {size} bytes",
        _ => "the connection was cut",
    };
}
