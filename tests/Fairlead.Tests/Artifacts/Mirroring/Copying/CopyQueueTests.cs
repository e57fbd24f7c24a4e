using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class CopyQueueTests
{
    private readonly MemorySource _source = new("registry.test");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_FromBothEnds_MeetsInTheMiddle()
    {
        var queue = new CopyQueue(new[] { 3, 1, 4, 5, 2 }.Select(Job));

        (await SizeAsync(queue, largest: true)).ShouldBe(5);
        (await SizeAsync(queue, largest: false)).ShouldBe(1);
        (await SizeAsync(queue, largest: false)).ShouldBe(2);
        (await SizeAsync(queue, largest: true)).ShouldBe(4);
        (await SizeAsync(queue, largest: true)).ShouldBe(3);
    }

    [Fact]
    public async Task Take_SecondReads_ComeAfterAllFirstOnes()
    {
        var queue = new CopyQueue([Job(1)]);
        queue.AddLater(Job(9));

        (await SizeAsync(queue, largest: true)).ShouldBe(1);
        (await SizeAsync(queue, largest: true)).ShouldBe(9);
    }

    [Fact]
    public async Task Take_NothingLeftButSomethingUnderWay_WaitsForWhatMayFollow()
    {
        var queue = new CopyQueue([Job(1)]);
        await queue.TakeAsync(largest: true, Cancel);
        var next = queue.TakeAsync(largest: true, Cancel);
        next.IsCompleted.ShouldBeFalse();

        queue.AddLater(Job(2));
        queue.Done();
        (await next)!.Blob.Size.ShouldBe(2);

        var last = queue.TakeAsync(largest: true, Cancel);
        queue.Done();
        (await last).ShouldBeNull();
        await queue.IdleAsync();
    }

    private CopyJob Job(int size) => new(_source.Add(size), []);

    private static async Task<long> SizeAsync(CopyQueue queue, bool largest) => (await queue.TakeAsync(largest, Cancel))!.Blob.Size;
}
