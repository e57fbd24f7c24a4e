using Fairlead.Networks.Addresses;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.ClickHouse;

public sealed class BatchHashTests
{
    private delegate void Change(ref LogRecord record);

    [Fact]
    public void Cut_EachThingThatALineSays_ChangesTheId()
    {
        UInt128[] ids =
        [
            IdOf((ref _) => { }),
            IdOf((ref record) => record.Time++),
            IdOf((ref record) => record.Method = RequestMethod.Head),
            IdOf((ref record) => record.Status++),
            IdOf((ref record) => record.Bytes++),
            IdOf((ref record) => record.Backend = "backendt"u8),
            IdOf((ref record) => record.Target = "/targeu"u8),
            IdOf((ref record) => record.RequestId = "ie"u8),
            IdOf((ref record) => record.Facts.IsSet = true),
            IdOf((ref record) => // the same letters, shared out otherwise
            {
                record.Backend = "backend/"u8;
                record.Target = "target"u8;
            }),
        ];
        ids.Distinct().Count().ShouldBe(ids.Length);
    }

    [Fact]
    public void Cut_AnotherClient_IsTheSameId() =>
        IdOf((ref record) => (record.HasClient, record.Client) = (true, IpAddress.Parse("192.0.2.1"))).ShouldBe(IdOf((ref _) => { }));

    [Fact]
    public void Cut_NextBatchOfALog_DependsOnWhatWasBefore()
    {
        using var hash = new BatchHash();
        hash.Add(LineOutcome.Bad, 7);
        var first = hash.Cut();
        hash.Add(LineOutcome.Bad, 7);
        var second = hash.Cut();
        hash.Begin();
        hash.Add(LineOutcome.Bad, 7);

        second.ShouldNotBe(first);
        hash.Cut().ShouldBe(first);
    }

    [Fact]
    public void Add_LongText_IsTakenWhole()
    {
        var text = new byte[64 << 10];
        UInt128 before = default;
        foreach (var place in new[] { 0, 20_000, text.Length - 1 })
        {
            text[place]++;
            using var hash = new BatchHash();
            hash.Add(new LogRecord { Target = text });
            var id = hash.Cut();
            id.ShouldNotBe(before);
            before = id;
        }
    }

    [Fact]
    public void Again_SameBatchInOneRun_HasAnIdOfItsOwn()
    {
        BatchHash.Again(5, 0).ShouldBe((UInt128)5);
        new[] { BatchHash.Again(5, 0), BatchHash.Again(5, 1), BatchHash.Again(5, 2), BatchHash.Again(6, 1) }.Distinct().Count().ShouldBe(4);
        BatchHash.Again(5, 1).ShouldBe(BatchHash.Again(5, 1));
    }

    private static UInt128 IdOf(Change change)
    {
        var record = new LogRecord { Time = 1, Status = 200, Bytes = 5, Backend = "backend"u8, Target = "/target"u8, RequestId = "id"u8 };
        change(ref record);
        using var hash = new BatchHash();
        hash.Add(record);
        return hash.Cut();
    }
}
