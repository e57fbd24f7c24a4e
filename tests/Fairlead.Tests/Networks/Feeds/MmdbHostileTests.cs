using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>MaxMind DBs that are damaged or meant to do harm.</summary>
public sealed class MmdbHostileTests
{
    public static TheoryData<string, object> BadMetadata => new()
    {
        { "node_count", uint.MaxValue }, { "node_count", 0u }, { "node_count", 100_000_000u }, { "node_count", -1 }, { "node_count", ulong.MaxValue },
        { "node_count", "many" }, { "record_size", (ushort)0 }, { "record_size", (ushort)26 }, { "record_size", (ushort)65_532 }, { "record_size", uint.MaxValue },
        { "ip_version", (ushort)5 }, { "binary_format_major_version", (ushort)3 }, { "description", new MmdbPointer(0) }, { "description", new MmdbPointer(uint.MaxValue) },
    };

    [Theory]
    [MemberData(nameof(BadMetadata))]
    public void Parse_BadMetadata_IsRefused(string key, object value)
    {
        var writer = MmdbSamples.Sample();
        writer.Metadata[key] = value;
        MmdbSamples.Refusal(writer).ShouldStartWith("byte ");
    }

    [Theory]
    [InlineData("record_size")]
    [InlineData("ip_version")]
    [InlineData("binary_format_major_version")]
    public void Parse_MetadataWithoutAKey_IsRefused(string key)
    {
        var writer = MmdbSamples.Sample();
        writer.Metadata.Remove(key);
        MmdbSamples.Refusal(writer).ShouldContain("the metadata lacks");
    }

    [Fact]
    public void Parse_NoMetadata_IsRefused()
    {
        MmdbSamples.Refusal((byte[])[]).ShouldBe("byte 0: no metadata before the end of the file: it is not a MaxMind DB, or not all of it");
        MmdbSamples.Refusal(new byte[1 << 20]).ShouldStartWith("byte 1048576: no metadata");
        MmdbSamples.Refusal([.. MmdbSamples.Sample().ToBytes(), .. new byte[128 << 10]]).ShouldContain("no metadata"); // too far from the end
    }

    [Fact]
    public void Parse_WrongNodeCountOrRecordSize_IsSeenBetweenTreeAndData()
    {
        foreach (var difference in (int[])[-1, 1])
        {
            var writer = MmdbSamples.Sample();
            writer.Metadata["node_count"] = (uint)(writer.Nodes + difference);
            MmdbSamples.Refusal(writer).ShouldContain("no 16 zero bytes between tree and data");
        }
    }

    [Theory]
    [InlineData("8.0.0.0/7", "0.0.0.0/1")] // up
    [InlineData("2c00::/16", "::/0")]
    [InlineData("::/1", "::/0")]
    [InlineData("2c00::/16", "2600::/16")] // aside
    [InlineData("8.0.0.0/7", "0.0.0.0/0")] // up to what may be led to from elsewhere
    public void Parse_NodeThatComesTwice_IsRefused(string prefix, string to)
    {
        var writer = MmdbSamples.Sample().Link(prefix, to);
        MmdbSamples.Refusal(writer).ShouldContain("comes once more");
    }

    [Fact]
    public void Parse_TreeDeeperThanAddresses_IsRefused()
    {
        // The bits of IPv6, and the word that they are those of IPv4.
        var writer = new MmdbWriter(isIPv6: true).Add("2001:db8:1::/48", "x");
        writer.Metadata["ip_version"] = (ushort)4;
        MmdbSamples.Refusal(writer).ShouldContain("the tree is deeper than the 32 bits of an address");
    }

    [Theory]
    [InlineData(-15)] // into the zeros before the data
    [InlineData(-1)]
    [InlineData(100_000)]
    public void Parse_RecordOutsideOfTheData_IsRefused(int offset) =>
        MmdbSamples.Refusal(MmdbSamples.Sample().AddAt("2c00::/16", offset)).ShouldContain("a record leads outside of the data");

    public static TheoryData<string, object> BadData => new()
    {
        { "a pointer leads to a pointer", Map(("x", new MmdbPointer(0))) },
        { "a pointer leads past the end", Map(("x", new MmdbPointer(60_000))) },
        { "a pointer leads past the end", Map(("x", new MmdbPointer(uint.MaxValue))) },
        { "pointers go round in a loop", Map(("x", new MmdbPointer(9))) },
        { "pointers go round in a loop", Map(("x", new object[] { 1u, Map(("y", new MmdbPointer(9))) })) },
        { "the key of a map is no string", Map((7u, 7u)) },
        { "the key of a map is no string", Map((new MmdbPointer(9), 7u)) },
        { "text is not valid UTF-8", Map(("x", Raw(0x41, 0xFF))) },
        { "text is not valid UTF-8", Map((Raw(0x41, 0xC3), "x")) },
        { "type 16 and size 0", Map(("x", Raw(0x00, 0x09))) },
        { "type 12 and size 0", Map(("x", Raw(0x00, 0x05))) },
        { "type 13 and size 0", Map(("x", Raw(0x00, 0x06))) },
        { "type 0 and size 0", Map(("x", Raw(0x00, 0x00))) },
        { "type 0 and size 0", Map(("x", Raw(0x00, 0xFF))) },
        { "type 3 and size 7", Map(("x", Raw(0x67, 0, 0, 0, 0, 0, 0, 0))) },
        { "type 6 and size 5", Map(("x", Raw(0xC5, 0, 0, 0, 0, 0))) },
        { "type 14 and size 2", Map(("x", Raw(0x02, 0x07))) },
        { "reaches past the end", Map(("x", Raw(0x5F, 0xFF, 0xFF, 0xFF))) },
        { "reaches past the end", Map(("x", Raw(0xFF, 0xFF, 0xFF, 0xFF))) },
        { "reaches past the end", Map(("x", Raw(0x1F, 0x04, 0xFF, 0xFF, 0xFF))) },
        { "reaches past the end", Raw(0xE1) },
        { "a key of the record comes twice", Map(("country_code", "SE"), ("country_code", "NO")) },
        { "autonomous_system_number is not an unsigned number of 32 bits", Map(("autonomous_system_number", "71")) },
        { "autonomous_system_number is not an unsigned number of 32 bits", Map(("autonomous_system_number", 1UL << 32)) },
        { "autonomous_system_organization is not text", Map(("autonomous_system_number", 71u), ("autonomous_system_organization", 71u)) },
        { "the country's code is not text", Map(("country", Map(("iso_code", 71u)))) },
        { "not a country's code of two letters: 'S?'", Map(("country", Map(("iso_code", "S\u001b")))) },
        { "not a country's code of two letters: 'Sweden'", Map(("country_code", "Sweden")) },
    };

    [Theory]
    [MemberData(nameof(BadData))]
    public void Parse_BadData_SaysWhatAndWhere(string message, object value)
    {
        var writer = new MmdbWriter();
        writer.Append(new MmdbPointer(3)); // what other pointers may be led to: a pointer, at 0 and 1
        writer.Data.AddRange(new byte[7]);
        writer.Add("16.0.0.0/8", value).AddAt("17.0.0.0/8", writer.Append(Map(("autonomous_system_number", 71u))));
        if (value is ReadOnlyMemory<byte>) writer.Data.RemoveRange(10, writer.Data.Count - 10); // the last field of all
        var refusal = MmdbSamples.Refusal(writer);
        refusal.ShouldStartWith("byte ");
        refusal.ShouldContain(message);
    }

    [Fact]
    public void Parse_DeepData_IsRefused()
    {
        object deep = 71u;
        for (var i = 0; i < 31; i++) deep = new[] { deep };
        MmdbSamples.Asns(MmdbSamples.Parse(With(deep))).ShouldBe(["17.0.0.0/8 71"]);
        MmdbSamples.Refusal(With(new[] { deep })).ShouldContain("more than 32 deep");
        MmdbSamples.Refusal(With((ReadOnlyMemory<byte>)Enumerable.Repeat((byte[])[0x01, 0x04], 200_000).SelectMany(one => one).ToArray())).ShouldContain("more than 32 deep");

        static byte[] With(object value) =>
            new MmdbWriter().Add("16.0.0.0/8", value).Add("17.0.0.0/8", Map(("autonomous_system_number", 71u))).ToBytes();
    }

    [Fact]
    public void Parse_PointersThatMultiply_AreFollowedOnce()
    {
        // Fourteen arrays, each a hundred times the one before it: 10^28 fields for who follows them all.
        var writer = new MmdbWriter();
        var last = writer.Append("x");
        for (var i = 0; i < 14; i++) last = writer.Append(Enumerable.Repeat((object)new MmdbPointer((uint)last), 100).ToArray());
        writer.Add("16.0.0.0/8", new (object, object)[] { ("autonomous_system_number", 71u), ("bomb", new MmdbPointer((uint)last)) });
        MmdbSamples.Asns(MmdbSamples.Parse(writer.ToBytes())).ShouldBe(["16.0.0.0/8 71"]);
    }

    [Fact]
    public void Parse_RecordsThatOverlap_AreRefusedWhenItIsTooMuch()
    {
        // Each map's head lies in bytes that the one before it has for a value, and each goes on to the end of the data.
        var writer = new MmdbWriter();
        const int maps = 6_000, fields = 30_000;
        for (var i = 0; i < maps; i++)
        {
            writer.AddAt($"16.{i >> 8}.{i & 0xFF}.0/24", writer.Data.Count);
            MmdbValue.Head(writer.Data, 7, fields + maps - i);
            MmdbValue.Write(writer.Data, "");
            MmdbValue.Head(writer.Data, 4, 3);
        }
        writer.Data.AddRange(new byte[3]);
        for (var i = 0; i < 2 * fields; i++) MmdbValue.Write(writer.Data, "");
        MmdbSamples.Refusal(writer).ShouldContain("lie over each other");
    }

    [Fact]
    public void Parse_SampleCutAnywhere_IsRefused()
    {
        foreach (var recordBits in (int[])[24, 28, 32])
        {
            var file = MmdbSamples.Sample(recordBits).ToBytes();
            for (var length = 0; length < file.Length; length++) MmdbSamples.Refusal(file[..length]).ShouldStartWith("byte ", customMessage: $"cut at {length}");
        }
    }

    [Fact]
    public void Parse_RandomDamage_IsReadOrRefused()
    {
        var random = new Random(20261121);
        var samples = ((int[])[24, 28, 32]).Select(bits => MmdbSamples.Sample(bits).ToBytes()).Concat(MmdbOracleTests.Files().Select(file => file.Content));
        foreach (var sample in samples)
        {
            for (var round = 0; round < 1_000; round++) ReadOrRefuse(Damaged(sample, random), $"round {round}");
        }
    }

    private static void ReadOrRefuse(byte[] file, string which)
    {
        try
        {
            var content = MmdbSamples.Parse(file);
            (content.Asns.Count + content.Countries.Count).ShouldBeGreaterThan(0, which);
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

    private static byte[] Damaged(byte[] sample, Random random)
    {
        var damaged = new List<byte>(sample);
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            // Half of it at the end, in the metadata, which all else hangs on.
            var at = random.Next(2) == 0 ? random.Next(damaged.Count) : damaged.Count - 1 - random.Next(Math.Min(250, damaged.Count));
            var length = Math.Min(random.Next(1, 20), damaged.Count - at);
            switch (random.Next(6))
            {
                case 0: damaged[at] = (byte)random.Next(256); break;
                case 1: damaged[at] = (byte)(random.Next(2) * 255); break;
                case 2: damaged[at]++; break;
                case 3: damaged.RemoveRange(at, Math.Min(length, damaged.Count - 1)); break;
                case 4: damaged.InsertRange(at, damaged.GetRange(at, length)); break;
                default: damaged[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. damaged];
    }

    private static (object, object)[] Map(params (object, object)[] pairs) => pairs;

    private static ReadOnlyMemory<byte> Raw(params byte[] bytes) => bytes;
}
