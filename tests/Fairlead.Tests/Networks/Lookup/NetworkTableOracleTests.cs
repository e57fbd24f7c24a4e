using Fairlead.Networks.Addresses;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Lookup;

/// <summary>The table against <see cref="LookupOracle"/>, which implements request rule 9 by itself.</summary>
public sealed class NetworkTableOracleTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_RandomTables_AgreesWithLinearOracle(bool isIPv4)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new RandomStatements(seed);
            var statements = random.Table(seed < 200 ? 8 : 40, isIPv4);
            var addresses = LookupProbes.AddressesAround(statements).Concat(Enumerable.Range(0, 100).Select(_ => random.Address(isIPv4)));
            var ownerOf = OwnerOf(seed);

            LookupProbes.ShouldAgree(LookupProbes.BuildTable(statements, ownerOf), LookupOracle.Linear(statements, ownerOf), addresses, $"seed {seed}");
        }
    }

    [Fact]
    public void ByPrefix_RandomTables_IsTheLinearOracle()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new RandomStatements(seed);
            List<Statement> statements = [.. random.Table(30, true), .. random.Table(30, false)];
            var linear = LookupOracle.Linear(statements, OwnerOf(seed));
            var byPrefix = LookupOracle.ByPrefix(statements, OwnerOf(seed));

            foreach (var address in LookupProbes.AddressesAround(statements)) byPrefix.Find(address).ShouldBe(linear.Find(address));
        }
    }

    [Fact]
    public void Find_CloudFeeds_AgreesAtTheEndsOfEveryPrefix()
    {
        foreach (var statements in new[] { RealFeeds.Sample(), RealFeeds.Whole() })
        {
            var table = LookupProbes.BuildTable(statements);

            LookupProbes.ShouldAgree(table, LookupOracle.ByPrefix(statements), LookupProbes.AddressesAround(statements), "feeds");
            table.SizeInBytes.ShouldBeLessThan(5_000_000);
            table.PrefixesV4.ShouldBe(statements.Select(s => s.Prefix).Distinct().Count(p => p.IsIPv4));
            table.PrefixesV6.ShouldBe(statements.Select(s => s.Prefix).Distinct().Count(p => !p.IsIPv4));
        }
    }

    [Fact]
    public void Find_CloudFeedsUnderOtherLevels_AgreesAtTheEndsOfEveryPrefix()
    {
        foreach (var feeds in new[] { RealFeeds.Sample(), RealFeeds.Whole() })
        {
            var random = new RandomStatements(7);
            List<Statement> statements = [.. feeds, .. random.Table(40, true), .. random.Table(40, false)];
            Func<string, string?> ownerOf = network => network is "aws" or "n0" or "n1" ? "amazon" : null;

            LookupProbes.ShouldAgree(
                LookupProbes.BuildTable(statements, ownerOf),
                LookupOracle.ByPrefix(statements, ownerOf),
                LookupProbes.AddressesAround(statements),
                "feeds and others");
        }
    }

    private static Func<string, string?>? OwnerOf(int seed) => (seed % 3) switch
    {
        0 => null,
        1 => network => network is "n0" or "n1" ? "amazon" : null,
        _ => _ => "everyone",
    };
}
