using System.Buffers.Binary;
using System.Security.Cryptography;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Lookup;

public sealed class SnapshotTests
{
    private const int HeaderLength = 56;
    private const int HashOffset = 24;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadSnapshot_RandomTables_KnowsWhatTheTableKnows(bool isIPv4)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new RandomStatements(seed);
            var statements = random.Table(40, isIPv4);
            var read = Read(Bytes(LookupProbes.BuildTable(statements)));

            var addresses = LookupProbes.AddressesAround(statements).Concat(Enumerable.Range(0, 100).Select(_ => random.Address(isIPv4)));
            LookupProbes.ShouldAgree(read, LookupOracle.Linear(statements), addresses, $"seed {seed}");
        }
    }

    [Fact]
    public void ReadSnapshot_CloudFeeds_KnowsWhatTheTableKnows()
    {
        foreach (var statements in new[] { RealFeeds.Sample(), RealFeeds.Whole() })
        {
            var table = LookupProbes.BuildTable(statements);
            var read = Read(Bytes(table));
            LookupProbes.ShouldAgree(read, LookupOracle.ByPrefix(statements), LookupProbes.AddressesAround(statements), "feeds");
            (read.PrefixesV4, read.PrefixesV6).ShouldBe((table.PrefixesV4, table.PrefixesV6));
            Bytes(read).ShouldBe(Bytes(table));
        }
    }

    [Fact]
    public void WriteSnapshot_SameStatements_GivesTheSameBytes() => Bytes(Small()).ShouldBe(Bytes(Small()));

    [Fact]
    public void ReadSnapshot_Names_AreThere()
    {
        var names = Read(Bytes(Small())).AsnNames;
        names.Count.ShouldBe(2);
        names[64001].ShouldBe("Größe, Ltd.");
        names[16509].ShouldBe("AMAZON-02");
        names[1].ShouldBeNull();
    }

    [Fact]
    public void ReadSnapshot_AnyFlippedByte_IsRefused()
    {
        var good = Bytes(Small());
        var offsets = Enumerable.Range(0, 400).Concat(Enumerable.Range(good.Length - 400, 400)).Concat(Enumerable.Range(0, 200).Select(i => i * (good.Length / 200)));
        foreach (var offset in offsets)
        {
            var bad = (byte[])good.Clone();
            bad[offset] ^= 0x10;
            Should.Throw<InvalidDataException>(() => Read(bad), $"byte {offset}");
        }
    }

    [Fact]
    public void ReadSnapshot_CutOffOrLonger_IsRefused()
    {
        var good = Bytes(Small());
        foreach (var length in Enumerable.Range(0, 300).Concat([good.Length / 2, good.Length - 1]))
            Should.Throw<InvalidDataException>(() => Read(good[..length]), $"{length} bytes");
        Should.Throw<InvalidDataException>(() => Read([.. good, 0])).Message.ShouldContain("goes on after its end");
    }

    [Fact]
    public void ReadSnapshot_NewerVersion_SaysSo()
    {
        var newer = Bytes(Small());
        newer[8] = 2;
        Should.Throw<InvalidDataException>(() => Read(newer)).Message.ShouldContain("version 2");
    }

    /// <summary>Whoever can write the file can give it the right hash: what is taken must then still be safe to look up in.</summary>
    [Fact]
    public void ReadSnapshot_AnyNumberWithTheRightHash_IsRefusedOrSafe()
    {
        var good = Bytes(Small());
        var random = new Random(20261121);
        var probes = new RandomStatements(1);
        int refused = 0, taken = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bad = (byte[])good.Clone();
            // Most bytes are the IPv4 root's: half of the changes go to what follows it.
            var offset = i % 2 == 0 ? random.Next(HeaderLength, bad.Length - 4) : random.Next(bad.Length - 12_000, bad.Length - 4);
            var value = random.Next(4) switch { 0 => -1, 1 => int.MinValue + random.Next(70_000), 2 => random.Next(), _ => ~random.Next(70_000) };
            BinaryPrimitives.WriteInt32LittleEndian(bad.AsSpan(offset), value);
            SHA256.HashData(bad.AsSpan(HeaderLength), bad.AsSpan(HashOffset));
            try
            {
                var table = Read(bad);
                taken++;
                for (var a = 0; a < 50; a++)
                {
                    _ = table.Facts[table.Find(probes.Address(isIPv4: true))];
                    _ = table.Facts[table.Find(probes.Address(isIPv4: false))];
                }
                _ = table.AsnNames[16509];
                new NetworkTableBuilder().Add(table);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(500);
        taken.ShouldBeGreaterThan(10, "some changes mean nothing, and others only another fact");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Add_TableBesideOthers_KnowsBoth(bool isIPv4)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            // Of one trust and always regional: a table then hides nothing that another could bring to light again.
            var statements = new RandomStatements(seed).Table(30, isIPv4)
                .Select(s => s with { Trust = s.Asn != 0 ? Trust.AsnData : Trust.CloudFeed, Region = s.Network is null ? null : "r1" }).ToList();
            var half = statements.Count / 2;
            var builder = new NetworkTableBuilder();
            LookupProbes.AddTo(builder, statements[..half]);
            builder.Add(Read(Bytes(LookupProbes.BuildTable(statements[half..]))));

            LookupProbes.ShouldAgree(builder.Build(), LookupOracle.Linear(statements), LookupProbes.AddressesAround(statements), $"seed {seed}");
        }
    }

    [Fact]
    public void Add_TableAlone_IsThatTable()
    {
        var table = Small();
        var builder = new NetworkTableBuilder();
        builder.Add(table);
        builder.Build().ShouldBeSameAs(table);
    }

    private static NetworkTable Small()
    {
        var builder = new NetworkTableBuilder();
        LookupProbes.AddTo(builder, [.. new RandomStatements(3).Table(40, isIPv4: true), .. new RandomStatements(4).Table(40, isIPv4: false)]);
        builder.NameAsns(new Dictionary<uint, string> { [64001] = "Größe, Ltd.", [16509] = "AMAZON-02" });
        return builder.Build();
    }

    private static byte[] Bytes(NetworkTable table)
    {
        using var bytes = new MemoryStream();
        table.WriteSnapshot(bytes);
        return bytes.ToArray();
    }

    private static NetworkTable Read(byte[] bytes) => NetworkTable.ReadSnapshot(new MemoryStream(bytes));
}
