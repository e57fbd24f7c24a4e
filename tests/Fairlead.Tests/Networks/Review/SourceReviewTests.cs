using System.Numerics;
using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Review;

public sealed class SourceReviewTests
{
    [Fact]
    public void Totals_NestedAndRepeatedPrefixes_CountEachAddressOnce()
    {
        var review = new SourceReview();
        review.AddNetworks("aws", [.. new[] { "10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8", "2001:db8::/48" }.Select(text => IpPrefix.Parse(text))], "amazon");
        review.AddNetworks("nothing", [], "nobody");
        var total = review.Totals().ShouldHaveSingleItem();
        (total.Source, total.Kind, total.PrefixesV4, total.PrefixesV6).ShouldBe(("aws", FactKind.Network, 2, 1));
        (total.V4.Units(true), total.V6.Units(false)).ShouldBe((1 << 24, 1));
    }

    [Fact]
    public void Overlaps_SameOwner_IsNoConflictAndAnotherIs()
    {
        var review = new SourceReview();
        review.AddNetworks("a", [IpPrefix.Parse("10.0.0.0/8")], "amazon");
        review.AddNetworks("b", [IpPrefix.Parse("10.1.0.0/16")], "amazon");
        review.AddNetworks("c", [IpPrefix.Parse("10.1.2.0/24"), IpPrefix.Parse("11.0.0.0/8")], "google");
        review.Overlaps().Select(Text).ShouldBe(["b c Network: 256, 256, 10.1.2.0/24", "a c Network: 256, 256, 10.1.2.0/24", "a b Network: 65536, 0, "], ignoreOrder: true);
    }

    [Fact]
    public void Overlaps_AsnsAndCountries_AreHeldAgainstTheirKindOnly()
    {
        var review = new SourceReview();
        review.AddAsns("a", Numbers(("10.0.0.0/8", 64500)));
        review.AddAsns("b", Numbers(("10.0.0.0/9", 64500), ("10.128.0.0/9", 64501)));
        review.AddCountries("a", Numbers(("10.0.0.0/8", Code("FR"))));
        review.AddCountries("b", Numbers(("10.0.0.0/8", Code("FR"))));
        review.Overlaps().Select(Text).ShouldBe(["a b Asn: 16777216, 8388608, 10.128.0.0/9", "a b Country: 16777216, 0, "]);
    }

    [Fact]
    public void AddTable_Table_TellsWhatEachSourceWon()
    {
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "aws", "r1", "aws", Trust.CloudFeed);
        builder.Add(IpPrefix.Parse("10.0.0.0/9"), "office", null, "policy", Trust.Policy);
        builder.AddAsns(Numbers(("10.0.0.0/8", 64500)), "bgp");
        var review = new SourceReview();
        review.AddTable(builder.Build());
        review.Totals().Select(total => $"{total.Source} {total.Kind} {total.PrefixesV4} {total.V4.Units(true)}").ShouldBe(["aws Network  8388608", "policy Network  8388608", "bgp Asn  16777216"]);
        review.Overlaps().ShouldBeEmpty();

        var beside = new SourceReview();
        beside.AddTable(builder.Build(), "file");
        beside.Totals().Select(total => total.Source).ShouldBe(["file:aws", "file:policy", "file:bgp"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Overlaps_RandomSources_AreWhatLookingEveryPieceUpGives(bool isIPv4)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new RandomStatements(seed);
            var review = new SourceReview();
            var tables = new List<(string Name, NetworkTable Table)>();
            var cuts = new HashSet<BigInteger> { 0, BigInteger.One << (isIPv4 ? 32 : 128) };
            for (var i = 0; i < 4; i++)
            {
                var numbers = new PrefixNumbers();
                foreach (var statement in random.Table(15, isIPv4).Where(s => s.Prefix.IsIPv4 == isIPv4))
                {
                    numbers.Add(statement.Prefix, (uint)(64500 + (statement.Order % 3)));
                    cuts.Add((BigInteger)statement.Prefix.First.Bits);
                    cuts.Add((BigInteger)statement.Prefix.Last.Bits + 1);
                }
                var builder = new NetworkTableBuilder();
                builder.AddAsns(numbers, "s");
                tables.Add(($"s{i}", builder.Build()));
                review.AddAsns($"s{i}", numbers);
            }

            var found = review.Overlaps().Select(o => (o.First, o.Second, (BigInteger)o.Both.Addresses, (BigInteger)o.Conflicting.Addresses));

            found.ShouldBe(Slow(tables, [.. cuts.Order()], isIPv4), ignoreOrder: true, $"seed {seed}");
        }
    }

    private static IEnumerable<(string First, string Second, BigInteger Both, BigInteger Conflicting)> Slow(List<(string Name, NetworkTable Table)> tables, BigInteger[] cuts, bool isIPv4)
    {
        var most = (BigInteger)UInt128.MaxValue;
        for (var a = 0; a < tables.Count; a++)
        {
            for (var b = a + 1; b < tables.Count; b++)
            {
                BigInteger both = 0, conflicting = 0;
                for (var i = 0; i + 1 < cuts.Length; i++)
                {
                    var (one, other) = (Asn(tables[a].Table, cuts[i]), Asn(tables[b].Table, cuts[i]));
                    if (one == 0 || other == 0) continue;
                    both += cuts[i + 1] - cuts[i];
                    if (one != other) conflicting += cuts[i + 1] - cuts[i];
                }
                if (both > 0) yield return (tables[a].Name, tables[b].Name, BigInteger.Min(both, most), BigInteger.Min(conflicting, most));
            }
        }

        uint Asn(NetworkTable table, BigInteger at) => table.Facts[isIPv4 ? table.FindV4((uint)at) : table.FindV6((UInt128)at)].Asn;
    }

    private static PrefixNumbers Numbers(params (string Prefix, uint Number)[] entries)
    {
        var numbers = new PrefixNumbers();
        foreach (var (prefix, number) in entries) numbers.Add(IpPrefix.Parse(prefix), number);
        return numbers;
    }

    private static uint Code(string text) => CountryCode.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var code) ? (uint)code.Number : 0;

    private static string Text(SourceOverlap overlap) => FormattableString.Invariant(
        $"{overlap.First} {overlap.Second} {overlap.Kind}: {overlap.Both.Units(overlap.IsIPv4)}, {overlap.Conflicting.Units(overlap.IsIPv4)}, {overlap.Example}");
}
