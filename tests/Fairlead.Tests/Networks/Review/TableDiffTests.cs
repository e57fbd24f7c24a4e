using System.Numerics;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Review;

public sealed class TableDiffTests
{
    [Fact]
    public void Between_TheSameTable_IsNoChange()
    {
        var table = Table(("192.0.2.0/24", "aws", "eu-west-3"), ("2001:db8::/32", "aws", null));
        var diff = TableDiff.Between(table, table);
        (diff.Changes.Count, diff.Groups.Count, diff.Kinds.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Between_SameFactsInOtherPrefixesFromOtherSources_IsNoChange()
    {
        var before = new NetworkTableBuilder();
        before.Add(IpPrefix.Parse("192.0.2.0/24"), "aws", "eu-west-3", "feed", Trust.CloudFeed);
        var after = new NetworkTableBuilder();
        after.Add(IpPrefix.Parse("192.0.2.0/25"), "aws", "eu-west-3", "other", Trust.Policy);
        after.Add(IpPrefix.Parse("192.0.2.128/25"), "aws", "eu-west-3", "feed", Trust.CloudFeed);
        TableDiff.Between(before.Build(), after.Build()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Between_CameWentAndMoved_AreCountedInAddresses()
    {
        var before = Table(("10.0.0.0/16", "aws", "us-east-1"), ("10.1.0.0/16", "aws", null), ("10.2.0.0/16", "gcp", "us-central1"), ("2001:db8::/47", "gcp", null));
        var after = Table(("10.0.0.0/17", "aws", "us-east-1"), ("10.0.128.0/17", "aws", "us-west-2"), ("10.1.0.0/24", "aws", null), ("10.2.0.0/16", "aws", "us-east-1"), ("10.3.0.0/16", "azure", null));

        var diff = TableDiff.Between(before, after);

        diff.Changes.Select(Text).ShouldBe(
        [
            "gcp us-central1 -> aws us-east-1: 65536 in 1, 10.2.0.0/16",
            "- -> azure: 65536 in 1, 10.3.0.0/16",
            "aws -> -: 65280 in 8, 10.1.128.0/17",
            "aws us-east-1 -> aws us-west-2: 32768 in 1, 10.0.128.0/17",
            "gcp -> -: 2 in 1, 2001:db8::/47",
        ]);
        diff.Groups.Select(Text).ShouldBe(
        [
            "aws IPv4 131072 -> 131328, changed 163584, 124.8 %",
            "azure IPv4 0 -> 65536, changed 65536, 100 %",
            "gcp IPv4 65536 -> 0, changed 65536, 100 %",
            "gcp IPv6 2 -> 0, changed 2, 100 %",
        ]);
    }

    [Fact]
    public void Between_NeighboursOfOneChange_AreOneRange()
    {
        // Other prefixes and sources inside do not cut it.
        var before = new NetworkTableBuilder();
        before.AddAsns(One("10.0.0.0/24", 64500), "a");
        before.AddAsns(One("10.0.1.0/24", 64500), "b");
        var change = TableDiff.Between(before.Build(), NetworkTable.Empty).Changes.ShouldHaveSingleItem();
        (change.Prefixes, change.Largest.ToString()).ShouldBe((1, "10.0.0.0/23"));
    }

    [Fact]
    public void Between_OwnerOfNetworks_IsTheGroup()
    {
        var before = Table(owner: "amazon", ("10.0.0.0/16", "aws", "us-east-1"));
        var after = Table(owner: "amazon", ("10.0.0.0/16", "amazon", "us-east-1"));
        TableDiff.Between(before, after).Changes.ShouldBeEmpty(); // the same owner's
        TableDiff.Between(before, NetworkTable.Empty).Groups.ShouldHaveSingleItem().Group.Name.ShouldBe("amazon");
    }

    [Fact]
    public void Between_AllAddresses_AreCounted()
    {
        var diff = TableDiff.Between(NetworkTable.Empty, Table(("0.0.0.0/0", "all", null), ("::/0", "all", null)));
        diff.Changes.Select(change => change.Addresses.Addresses).ShouldBe([UInt128.One << 32, UInt128.MaxValue]);
        diff.Changes.Select(change => change.Prefixes).ShouldBe([1, 1]);
    }

    [Fact]
    public void Above_Limit_IsForEachProviderAndForAllAsnsTogether()
    {
        var before = new NetworkTableBuilder();
        var after = new NetworkTableBuilder();
        foreach (var (builder, end) in new[] { (before, "/16"), (after, "/17") })
        {
            builder.Add(IpPrefix.Parse("10.0.0.0/8"), "large", null, "s", Trust.CloudFeed);
            builder.Add(IpPrefix.Parse("11.0.0.0" + end), "small", null, "s", Trust.CloudFeed);
            builder.AddAsns(One("10.0.0.0/8", 64500), "s");
            builder.AddAsns(One("11.0.0.0" + end, 64501), "s");
        }
        var diff = TableDiff.Between(before.Build(), after.Build());

        diff.Above(50).ShouldBeEmpty();
        diff.Above(49.9).ShouldHaveSingleItem().Group.Name.ShouldBe("small");
        diff.Above(0.1).Select(change => change.Group.Kind).ShouldBe([FactKind.Network, FactKind.Asn]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Between_RandomTables_IsWhatLookingEveryPieceUpGives(bool isIPv4)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new RandomStatements(seed);
            var (one, other) = (random.Table(30, isIPv4), random.Table(30, isIPv4));
            if (seed % 3 == 0) other = [.. one, .. other.Take(3)];
            var (before, after) = (LookupProbes.BuildTable(one, OwnerOf), LookupProbes.BuildTable(other, OwnerOf));

            var found = TableDiff.Between(before, after).Changes.Where(change => change.IsIPv4 == isIPv4)
                .ToDictionary(change => (change.From, change.To), change => (BigInteger)change.Addresses.Addresses);

            foreach (var (change, count) in Slow(before, after, [.. one, .. other], isIPv4))
            {
                found.Remove(change, out var number).ShouldBeTrue($"seed {seed}: {change}");
                number.ShouldBe(BigInteger.Min(count, (BigInteger)UInt128.MaxValue), $"seed {seed}: {change}");
            }
            found.ShouldBeEmpty($"seed {seed}");
        }
    }

    private static string? OwnerOf(string network) => network is "n0" or "n1" ? "provider" : null;

    /// <summary>Cuts the address space at both ends of every prefix, and looks up one address of each piece in both tables.</summary>
    private static Dictionary<(Holder?, Holder?), BigInteger> Slow(NetworkTable before, NetworkTable after, IEnumerable<Statement> statements, bool isIPv4)
    {
        var end = BigInteger.One << (isIPv4 ? 32 : 128);
        var cuts = statements.Where(s => s.Prefix.IsIPv4 == isIPv4).SelectMany(s => new[] { (BigInteger)s.Prefix.First.Bits, (BigInteger)s.Prefix.Last.Bits + 1 })
            .Append(0).Append(end).Distinct().Order().ToArray();
        var changes = new Dictionary<(Holder?, Holder?), BigInteger>();
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (from, to) = (Holders(before, (UInt128)cuts[i], isIPv4), Holders(after, (UInt128)cuts[i], isIPv4));
            for (var kind = 0; kind < from.Length; kind++)
            {
                if (from[kind] != to[kind]) changes[(from[kind], to[kind])] = changes.GetValueOrDefault((from[kind], to[kind])) + cuts[i + 1] - cuts[i];
            }
        }
        return changes;
    }

    private static Holder?[] Holders(NetworkTable table, UInt128 address, bool isIPv4)
    {
        var facts = table.Facts[isIPv4 ? table.FindV4((uint)address) : table.FindV6(address)];
        return
        [
            facts.Network is { } network ? new Holder(FactKind.Network, OwnerOf(network) ?? network, facts.Region, 0) : null,
            facts.Asn != 0 ? new Holder(FactKind.Asn, $"AS{facts.Asn}", null, facts.Asn) : null,
            facts.Country is { } country ? new Holder(FactKind.Country, country, null, 0) : null,
        ];
    }

    private static NetworkTable Table(params (string Prefix, string Network, string? Region)[] entries) => Table(null, entries);

    private static NetworkTable Table(string? owner, params (string Prefix, string Network, string? Region)[] entries)
    {
        var builder = new NetworkTableBuilder(_ => owner);
        foreach (var (prefix, network, region) in entries) builder.Add(IpPrefix.Parse(prefix), network, region, "feed", Trust.CloudFeed);
        return builder.Build();
    }

    private static PrefixNumbers One(string prefix, uint number)
    {
        var one = new PrefixNumbers();
        one.Add(IpPrefix.Parse(prefix), number);
        return one;
    }

    private static string Text(Change change) => FormattableString.Invariant(
        $"{Text(change.From)} -> {Text(change.To)}: {change.Addresses.Units(change.IsIPv4)} in {change.Prefixes}, {change.Largest}");

    private static string Text(Holder? holder) => holder is { } known ? $"{known.Name} {known.Region}".Trim() : "-";

    private static string Text(GroupChange group) => FormattableString.Invariant(
        $"{group.Group.Name} {(group.IsIPv4 ? "IPv4" : "IPv6")} {group.Before.Units(group.IsIPv4)} -> {group.After.Units(group.IsIPv4)}, changed {group.Changed.Units(group.IsIPv4)}, {group.Percent:0.##} %");
}
