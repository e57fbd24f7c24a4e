using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class MrtDamageTests
{
    private const int TableDumpV2 = 13;
    private const int HeaderLength = 12;

    [Fact]
    public void Parse_Nothing_IsRefused()
    {
        MrtSamples.Refusal([]).ShouldBe("the whole file: it holds no prefix with an origin");
        MrtSamples.Refusal(mrt => mrt.Peers(1)).ShouldBe("the whole file: it holds no prefix with an origin");
    }

    [Fact]
    public void Parse_NothingThatIsWanted_SaysWhatThereWas() =>
        MrtSamples.Refusal(mrt => mrt.Record(16, 4, [1]).Rib("10.0.0.0/8", MrtRoute.Along(0, 5)))
            .ShouldBe("the whole file: it holds no prefix with an origin (other record: 1, bogon prefix: 1)");

    [Fact]
    public void Parse_OldTableDump_SaysWhatToTake() =>
        MrtSamples.Refusal(mrt => mrt.Rib("193.0.0.0/21", MrtRoute.Along(0, 5)).Record(12, 1, new byte[40]))
            .ShouldBe("record 2, byte offset 51: a record of TABLE_DUMP, the type before TABLE_DUMP_V2; take a dump of the later type");

    [Fact]
    public void Parse_RecordThatIsTooLong_IsRefusedUnread()
    {
        var header = new NetworkBytes().UInt32(0).UInt16(TableDumpV2).UInt16(2).UInt32(MrtRecords.LongestBody + 1).ToArray();

        MrtSamples.Refusal([.. header, 1, 2, 3]).ShouldBe("record 1, byte offset 0: a record of 4194305 bytes, more than 4194304");
        MrtSamples.Refusal("<!DOCTYPE html>"u8.ToArray()).ShouldStartWith("record 1, byte offset 0: a record of 1159751796 bytes");
    }

    [Fact]
    public void Parse_FileThatEndsInARecord_SaysWhere()
    {
        var file = MrtWriter.File(mrt => mrt.Rib("193.0.0.0/21", MrtRoute.Along(0, 5)).Rib("193.0.8.0/21", MrtRoute.Along(0, 5)));

        MrtSamples.Refusal(file[..55]).ShouldBe("record 2, byte offset 55: the file ends after 4 of the record's 12 bytes");
        MrtSamples.Refusal(file[..^1]).ShouldBe("record 2, byte offset 101: the file ends after 50 of the record's 51 bytes");
    }

    [Theory]
    [InlineData(33, 2, "a prefix length of 33, more than 32")]
    [InlineData(255, 8, "a prefix length of 255, more than 32")]
    [InlineData(129, 4, "a prefix length of 129, more than 128")]
    [InlineData(129, 10, "a prefix length of 129, more than 128")]
    public void Parse_PrefixThatIsTooLong_IsRefused(int length, int subtype, string problem) =>
        Refusal(subtype, new NetworkBytes().UInt32(0).Byte(length).Zeros(40)).ShouldBe($"record 1, byte offset 16: {problem}");

    [Fact]
    public void Parse_BodyThatIsCutShort_SaysWhatIsMissing()
    {
        var body = Body(MrtRoute.Along(0, 5));
        var expected = new (int Length, string Problem)[]
        {
            (0, "12: the sequence number: 4 bytes wanted, 0 left of the record"),
            (4, "16: the prefix length: 1 bytes wanted, 0 left of the record"),
            (7, "17: the prefix: 3 bytes wanted, 2 left of the record"),
            (9, "20: the count of RIB entries: 2 bytes wanted, 1 left of the record"),
            (11, "22: the peer's index: 2 bytes wanted, 1 left of the record"),
            (14, "24: the RIB entry: 4 bytes wanted, 2 left of the record"),
            (16, "28: the length of the path attributes: 2 bytes wanted, 0 left of the record"),
            (20, "30: the path attributes: 21 bytes wanted, 2 left of the record"),
        };

        foreach (var (length, problem) in expected) Refusal(2, new NetworkBytes().Bytes(body.AsSpan(0, length))).ShouldBe($"record 1, byte offset {problem}");
    }

    [Fact]
    public void Parse_BytesAfterTheLastEntry_AreRefused() =>
        Refusal(2, new NetworkBytes().Bytes(Body(MrtRoute.Along(0, 5))).Zeros(3)).ShouldBe("record 1, byte offset 51: 3 bytes follow the last RIB entry");

    [Theory]
    [InlineData(new byte[] { 0x40 }, "31: the attribute's type: 1 bytes wanted, 0 left of the path attributes")]
    [InlineData(new byte[] { 0x40, 1 }, "32: the attribute's length: 1 bytes wanted, 0 left of the path attributes")]
    [InlineData(new byte[] { 0x40, 1, 1 }, "33: the attribute: 1 bytes wanted, 0 left of the path attributes")]
    [InlineData(new byte[] { 0x50, 1, 0 }, "32: the attribute's length: 2 bytes wanted, 1 left of the path attributes")]
    [InlineData(new byte[] { 0x50, 8, 0xFF, 0xFF, 1, 2, 3, 4 }, "34: the attribute: 65535 bytes wanted, 4 left of the path attributes")]
    [InlineData(new byte[] { 0x40, 2, 0, 0x40, 99, 200, 1 }, "36: the attribute: 200 bytes wanted, 1 left of the path attributes")]
    [InlineData(new byte[] { 0x40, 2, 1, 2 }, "34: the path segment's count: 1 bytes wanted, 0 left of the attribute")]
    [InlineData(new byte[] { 0x40, 2, 6, 2, 2, 0, 0, 0, 5 }, "35: the path segment: 8 bytes wanted, 4 left of the attribute")]
    [InlineData(new byte[] { 0x40, 2, 6, 2, 255, 0, 0, 0, 5 }, "35: the path segment: 1020 bytes wanted, 4 left of the attribute")]
    [InlineData(new byte[] { 0x40, 2, 6, 0, 1, 0, 0, 0, 5 }, "33: there is no path segment of type 0")]
    [InlineData(new byte[] { 0x40, 2, 2, 5, 0 }, "33: there is no path segment of type 5")]
    public void Parse_WrongAttributes_AreRefused(byte[] attributes, string problem) =>
        Refusal(2, new NetworkBytes().Bytes(Body(new MrtRoute(0, attributes)))).ShouldBe($"record 1, byte offset {problem}");

    [Fact]
    public void Parse_WrongAttributesOfABogon_AreRefusedToo() =>
        MrtSamples.Refusal(mrt => mrt.Rib("10.0.0.0/8", new MrtRoute(0, [0x40, 1, 1]))).ShouldContain("the attribute: 1 bytes wanted");

    [Fact]
    public void Parse_PeerThatIsNotInTheTable_IsRefused() =>
        MrtSamples.Refusal(mrt => mrt.Peers(1, 2, 3).Rib("193.0.0.0/21", MrtRoute.Along(2, 5), MrtRoute.Along(3, 5)))
            .ShouldBe("record 2, byte offset 122: there is no peer 3 in the table of peers");

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "12: the collector's id: 4 bytes wanted, 3 left of the record")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 5, 65 }, "18: the view's name: 5 bytes wanted, 1 left of the record")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 0, 0, 1 }, "20: the peer's type: 1 bytes wanted, 0 left of the record")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0 }, "25: the peer's address: 16 bytes wanted, 4 left of the record")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5 }, "29: the peer's ASN: 4 bytes wanted, 2 left of the record")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 9 }, "31: 1 bytes follow the last peer")]
    [InlineData(new byte[] { 1, 2, 3, 4, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5 }, "31: the peer's type: 1 bytes wanted, 0 left of the record")]
    public void Parse_WrongTableOfPeers_IsRefused(byte[] table, string problem) =>
        Refusal(1, new NetworkBytes().Bytes(table)).ShouldBe($"record 1, byte offset {problem}");

    [Fact]
    public void Parse_TooManyPrefixes_IsRefused()
    {
        var file = MrtWriter.File(mrt => mrt
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 5))
            .Rib("193.0.0.0/21", MrtRoute.Along(1, 5)) // the same one
            .Rib("10.0.0.0/8", MrtRoute.Along(1, 5)) // not wanted
            .Rib("2a00::/12", MrtRoute.Along(0, 5)));

        MrtFeed.Parse(new MemoryStream(file), mostPrefixes: 2).Asns.Count.ShouldBe(2);
        Should.Throw<FeedFormatException>(() => MrtFeed.Parse(new MemoryStream(file), mostPrefixes: 1)).Message.ShouldContain("more than 1 prefixes");
    }

    [Fact]
    public void Parse_TooManyPathsToAPrefix_IsRefused()
    {
        var routes = Enumerable.Range(0, ushort.MaxValue).Select(peer => MrtRoute.Along(peer, 5)).ToArray();

        MrtSamples.Refusal(mrt => mrt.Rib("193.0.0.0/21", routes).Rib("193.0.0.0/21", routes).Rib("193.0.0.0/21", routes[0]))
            .ShouldEndWith("more than 131070 paths to 193.0.0.0/21");
    }

    [Fact]
    public void Parse_CutAtEveryByte_IsReadToAWholeRecordOrRefused()
    {
        var file = MrtSamples.Everything();
        var ends = EndsOfRecords(file);
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            if (ends.Contains(length)) ReadOrRefuse(cut, $"cut at {length}");
            else MrtSamples.Refusal(cut).ShouldContain("the file ends after");
        }
    }

    [Fact]
    public void Parse_EveryByteReplaced_IsReadOrRefused()
    {
        var file = MrtSamples.Everything();
        for (var i = 0; i < file.Length; i++)
        {
            var original = file[i];
            foreach (var value in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0x80, 0xFF, (byte)(original + 1), (byte)(original - 1)])
            {
                file[i] = value;
                ReadOrRefuse(file, $"{value} at {i}");
            }
            file[i] = original;
        }
    }

    [Fact]
    public void Parse_RandomDamage_IsReadOrRefused()
    {
        var random = new Random(20140112);
        byte[][] files = [MrtSamples.Everything(), MrtWriter.File(mrt => RandomRib.Write(mrt, RandomRib.Entries(seed: 2, prefixes: 20, peers: 4), 4))];
        for (var round = 0; round < 20_000; round++) ReadOrRefuse(Damaged(files[round % files.Length], random), $"round {round}");
    }

    private static string Refusal(int subtype, NetworkBytes body) => MrtSamples.Refusal(mrt => mrt.Record(TableDumpV2, subtype, body.Written));

    // The body of a record of 193.0.0.0/21.
    private static byte[] Body(MrtRoute route) => MrtWriter.File(mrt => mrt.Rib("193.0.0.0/21", route))[HeaderLength..];

    private static HashSet<int> EndsOfRecords(byte[] file)
    {
        var ends = new HashSet<int> { 0 };
        for (var at = 0; at < file.Length; ends.Add(at))
            at += HeaderLength + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8));
        return ends;
    }

    private static void ReadOrRefuse(byte[] file, string which)
    {
        try
        {
            MrtSamples.Parse(file).Asns.Count.ShouldBePositive(which);
        }
        catch (FeedFormatException e)
        {
            e.Message.Length.ShouldBeInRange(1, 300, which);
        }
        catch (Exception e)
        {
            Assert.Fail($"{which}: {e}");
        }
    }

    private static byte[] Damaged(byte[] file, Random random)
    {
        var damaged = new List<byte>(file);
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 60), damaged.Count - at);
            switch (random.Next(6))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged[at] = (byte)(random.Next(2) == 0 ? 0 : 0xFF); break;
                case 2: damaged[at] ^= (byte)(1 << random.Next(8)); break;
                case 3: damaged.RemoveRange(at, Math.Min(length, damaged.Count - 1)); break;
                case 4: damaged.InsertRange(at, damaged.GetRange(at, length)); break;
                default: damaged.Insert(at, (byte)random.Next(256)); break;
            }
        }
        return [.. damaged];
    }
}
