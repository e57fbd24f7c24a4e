using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;
using ICSharpCode.SharpZipLib.BZip2;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class MrtFeedTests
{
    private const int TableDumpV2 = 13;

    [Fact]
    public void Parse_BothFamilies_GivesTheLastOfThePath() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt
            .Peers(3333, 400_001)
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 3333), MrtRoute.Along(1, 400_001, 1299, 3333))
            .Rib("8.0.0.0/9", MrtRoute.Along(1, 400_001, 3356, 396_982))
            .Rib("2a00:1450:4000::/37", MrtRoute.Along(1, 400_001, 15169)))).ShouldBe(
            ["193.0.0.0/21 3333", "8.0.0.0/9 396982", "2a00:1450:4000::/37 15169"]);

    [Fact]
    public void Parse_AddPath_IsReadToo() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt
            .Peers(3333)
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 3333) with { PathId = 1 }, MrtRoute.Along(0, 1, 3333) with { PathId = uint.MaxValue })
            .Rib("2a00::/12", MrtRoute.Along(0, 1, 15169) with { PathId = 0 }))).ShouldBe(["193.0.0.0/21 3333", "2a00::/12 15169"]);

    [Theory]
    [InlineData("193.0.0.0/32")]
    [InlineData("193.0.0.0/8")]
    [InlineData("193.128.0.0/9")]
    [InlineData("128.0.0.0/1")]
    [InlineData("2a00::/16")]
    [InlineData("2a00::1/128")]
    public void Parse_AnyLength_GivesThePrefix(string prefix) =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib(prefix, MrtRoute.Along(0, 3333)))).ShouldBe([$"{prefix} 3333"]);

    [Fact]
    public void Parse_BitsBehindThePrefix_MeanNothing()
    {
        var route = MrtRoute.Along(0, 3333);
        var body = new NetworkBytes().UInt32(0).Byte(17).Bytes([193, 0, 0xFF])
            .UInt16(1).UInt16(0).UInt32(0).UInt16(route.Attributes.Length).Bytes(route.Attributes);

        var content = MrtSamples.Parse(mrt => mrt.Record(TableDumpV2, 2, body.Written));

        MrtSamples.Text(content).ShouldBe(["193.0.128.0/17 3333"]);
        content.Masked.ShouldBe(0);
    }

    [Fact]
    public void Parse_SeveralOrigins_GivesTheOneThatMostPeersSee() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib(
            "193.0.0.0/21", MrtRoute.Along(0, 5, 1), MrtRoute.Along(1, 5, 2), MrtRoute.Along(2, 5, 2), MrtRoute.Along(3, 5, 3)))).ShouldBe(["193.0.0.0/21 2"]);

    [Fact]
    public void Parse_OriginsThatEquallyManySee_GivesTheSmallest() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib("193.0.0.0/21", MrtRoute.Along(0, 5, 3), MrtRoute.Along(1, 5, 2), MrtRoute.Along(2, 5, 9))))
            .ShouldBe(["193.0.0.0/21 2"]);

    [Fact]
    public void Parse_SeveralPathsOfOnePeer_AreOneVote() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib(
            "193.0.0.0/21",
            MrtRoute.Along(7, 5, 1) with { PathId = 1 },
            MrtRoute.Along(8, 5, 2) with { PathId = 1 },
            MrtRoute.Along(7, 6, 1) with { PathId = 2 },
            MrtRoute.Along(9, 5, 2) with { PathId = 1 },
            MrtRoute.Along(7, 8, 1) with { PathId = 3 }))).ShouldBe(["193.0.0.0/21 2"]);

    [Fact]
    public void Parse_RecordsOfOnePrefixSideBySide_VoteTogether() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 5, 1))
            .Rib("193.0.0.0/21", MrtRoute.Along(1, 5, 2) with { PathId = 1 }, MrtRoute.Along(2, 5, 2) with { PathId = 1 }))).ShouldBe(["193.0.0.0/21 2"]);

    [Fact]
    public void Parse_AnotherTableOfPeers_BeginsAnotherVote() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt
            .Peers(5)
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 5, 1))
            .Peers(6)
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 6, 2)))).ShouldBe(["193.0.0.0/21 1", "193.0.0.0/21 2"]);

    [Fact]
    public void Parse_EmptyPath_IsOfThePeersOwnAs()
    {
        var content = MrtSamples.Parse(mrt => mrt
            .Rib("193.0.0.0/21", MrtRoute.Along(0, Array.Empty<PathSegment>())) // no table of peers yet
            .Peers(12654, 400_001, 0)
            .Rib("84.205.64.0/24", MrtRoute.Along(0, Array.Empty<PathSegment>()))
            .Rib("84.205.65.0/24", MrtRoute.Along(1, Array.Empty<PathSegment>()))
            .Rib("84.205.66.0/24", MrtRoute.Along(2, Array.Empty<PathSegment>())));

        MrtSamples.Text(content).ShouldBe(["84.205.64.0/24 12654", "84.205.65.0/24 400001"]);
        MrtSamples.Dropped(content).ShouldBe(["path without ASN 2", "prefix without origin 2"]);
    }

    [Fact]
    public void Parse_SetAtTheEnd_CountsWhereItHasOneMember()
    {
        var content = MrtSamples.Parse(mrt => mrt
            .Rib("193.0.0.0/21", MrtRoute.Along(0, PathSegment.Sequence(5, 6), PathSegment.Set(7)))
            .Rib("193.0.8.0/21", MrtRoute.Along(0, PathSegment.Sequence(5, 6), PathSegment.Set(7, 8)), MrtRoute.Along(1, 5, 9))
            .Rib("193.0.16.0/21", MrtRoute.Along(0, PathSegment.Sequence(5, 6), PathSegment.Set(7, 8)))
            .Rib("193.0.24.0/21", MrtRoute.Along(0, PathSegment.Set(7, 8), PathSegment.Sequence(5, 6))));

        MrtSamples.Text(content).ShouldBe(["193.0.0.0/21 7", "193.0.8.0/21 9", "193.0.24.0/21 6"]);
        MrtSamples.Dropped(content).ShouldBe(["AS set 2", "prefix without origin 1"]);
    }

    [Fact]
    public void Parse_Confederation_IsNoOrigin()
    {
        var content = MrtSamples.Parse(mrt => mrt
            .Rib("193.0.0.0/21", MrtRoute.Along(0, PathSegment.ConfederationSequence(64512), PathSegment.ConfederationSet(64513), PathSegment.Sequence(5, 6)))
            .Rib("193.0.8.0/21", MrtRoute.Along(0, PathSegment.ConfederationSequence(5)), MrtRoute.Along(1, PathSegment.ConfederationSet(5))));

        MrtSamples.Text(content).ShouldBe(["193.0.0.0/21 6"]);
        MrtSamples.Dropped(content).ShouldBe(["path without ASN 2", "prefix without origin 1"]);
    }

    [Fact]
    public void Parse_EmptySegment_NamesNobody() =>
        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib("193.0.0.0/21", MrtRoute.Along(0, PathSegment.Sequence(5, 6), PathSegment.Set()))))
            .ShouldBe(["193.0.0.0/21 6"]);

    [Fact]
    public void Parse_AttributesAroundThePath_DontMatter()
    {
        var attributes = new NetworkBytes();
        BgpAttributes.Add(attributes, 8, new byte[300]);
        BgpAttributes.AddPath(attributes, PathSegment.Sequence(5, 6));
        BgpAttributes.AddPath(attributes, PathSegment.Sequence(5, 7)); // of two the first counts
        BgpAttributes.Add(attributes, 17, [2, 1, 0, 0, 0, 8]); // AS4_PATH
        BgpAttributes.Add(attributes, 255, []);

        MrtSamples.Text(MrtSamples.Parse(mrt => mrt.Rib("193.0.0.0/21", new MrtRoute(0, attributes.ToArray())))).ShouldBe(["193.0.0.0/21 6"]);
    }

    [Fact]
    public void Parse_WhatIsNobodysOnTheInternet_IsDroppedAndCounted()
    {
        var content = MrtSamples.Parse(mrt => mrt
            .Rib("0.0.0.0/0", MrtRoute.Along(0, 5, 6))
            .Rib("::/0", MrtRoute.Along(0, 5, 6))
            .Rib("10.1.0.0/16", MrtRoute.Along(0, 5, 6), MrtRoute.Along(1, 5, 6))
            .Rib("2001:db8:1::/48", MrtRoute.Along(0, 5, 6))
            .Rib("193.0.0.0/21", MrtRoute.Along(0, 5, 64512), MrtRoute.Along(1, 6, 64512), MrtRoute.Along(2, 64512, 7))
            .Rib("193.0.8.0/21", MrtRoute.Along(0, 5, 23456))
            .Rib("193.0.16.0/21", MrtRoute.Along(0, 5, 4_200_000_000))
            .Rib("193.0.24.0/21")
            .Rib("193.0.32.0/21", new MrtRoute(0, [])));

        MrtSamples.Text(content).ShouldBe(["193.0.0.0/21 7"]);
        MrtSamples.Dropped(content).ShouldBe(
            ["bogon prefix 2", "default route 2", "path without ASN 1", "prefix without origin 4", "reserved ASN 4"]);
    }

    [Fact]
    public void Parse_MappedIpv6Prefix_IsABogonAndNotIPv4()
    {
        // As text it can't be written: ::ffff:193.0.0.0/120.
        var body = new NetworkBytes().UInt32(0).Byte(120).Zeros(10).Bytes([0xFF, 0xFF, 193, 0, 0]).UInt16(0);

        MrtSamples.Dropped(MrtSamples.Parse(mrt => mrt.Record(TableDumpV2, 4, body.Written).Rib("193.0.0.0/21", MrtRoute.Along(0, 5))))
            .ShouldBe(["bogon prefix 1"]);
    }

    [Fact]
    public void Parse_RecordsOfOtherKinds_ArePassedOverAndCounted()
    {
        byte[] junk = [0xFF, 0xFF, 0xFF];
        var content = MrtSamples.Parse(mrt =>
        {
            foreach (var type in (int[])[0, 11, 14, 16, 17, 32, 33, 48, 49, 65535]) mrt.Record(type, 2, junk);
            foreach (var subtype in (int[])[0, 3, 5, 6, 7, 9, 11, 12, 13, 65535]) mrt.Record(TableDumpV2, subtype, junk);
            mrt.Rib("193.0.0.0/21", MrtRoute.Along(0, 3333));
            mrt.Record(16, 4, []);
        });

        MrtSamples.Text(content).ShouldBe(["193.0.0.0/21 3333"]);
        MrtSamples.Dropped(content).ShouldBe(["other record 21"]);
    }

    [Fact]
    public void Parse_LongestRecord_IsRead()
    {
        // A prefix of 65,535 peers, in a stream that gives a byte or a few at a time.
        var routes = Enumerable.Range(0, ushort.MaxValue).Select(peer => MrtRoute.Along(peer, (uint)(peer % 2 == 0 ? 7 : 8))).ToArray();
        var file = MrtWriter.File(mrt => mrt.Rib("193.0.0.0/21", routes).Rib("193.0.8.0/21", routes[1]));

        MrtSamples.Text(MrtFeed.Parse(new DrippingStream(file), MrtSamples.Source)).ShouldBe(["193.0.0.0/21 7", "193.0.8.0/21 8"]);
    }

    [Fact]
    public void Parse_RandomTable_GivesWhatTheSlowWayGives()
    {
        const int peers = 9;
        var entries = RandomRib.Entries(seed: 6396, prefixes: 3000, peers).ToList();

        var content = MrtSamples.Parse(mrt => RandomRib.Write(mrt, entries, peers));

        var expected = entries.Select(entry =>
            $"{entry.Prefix} {entry.Origins.GroupBy(origin => origin).OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Key).First().Key}");
        MrtSamples.Text(content).ShouldBe(expected, ignoreOrder: true);
        content.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_MorePaths_AllocatesNoMore()
    {
        var few = Bytes(peers: 2);
        var many = Bytes(peers: 60);

        many.Length.ShouldBeGreaterThan(20 * few.Length);
        // The least of many, in turn: what the runtime does once is not ours, and code that it compiles again allocates less.
        long leastFew = long.MaxValue, leastMany = long.MaxValue;
        for (var round = 0; round < 100; round++)
        {
            leastFew = Math.Min(leastFew, Allocated(few));
            leastMany = Math.Min(leastMany, Allocated(many));
        }
        leastMany.ShouldBe(leastFew);

        static byte[] Bytes(int peers) => MrtWriter.File(mrt => RandomRib.Write(mrt.Peers(1), RandomRib.Entries(seed: 1, prefixes: 500, peers), 60));
    }

    [Fact]
    public void Parse_RealSample_IsReadWhole()
    {
        if (SharedData.Root is not { } root) return;
        var path = Path.Combine(root, "mrt", "bview.20140112.1600_3samples.bz2");
        if (!File.Exists(path)) return;
        using var file = new BZip2InputStream(File.OpenRead(path));

        var content = MrtFeed.Parse(file, MrtSamples.Source);

        MrtSamples.Text(content).ShouldBe(["1.0.0.0/24 15169", "1.0.20.0/23 2519"]);
        MrtSamples.Dropped(content).ShouldBe(["path without ASN 1", "prefix without origin 1"]); // an empty path, and no table of peers
    }

    private static long Allocated(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        MrtFeed.Parse(new MemoryStream(file), MrtSamples.Source);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
