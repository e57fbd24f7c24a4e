using System.Text;
using Fairlead.Formats.Yaml;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Pricing;

public sealed class PricingFileTests
{
    private const long TiB = 1L << 40;

    [Fact]
    public void LoadPrices_Example_IsWhatItSays()
    {
        var load = PricingFile.LoadPrices(Path.Combine(Checkout.Root, "examples", "prices.yaml"));
        load.Problems.ShouldBeEmpty();
        var book = load.Value.ShouldNotBeNull();
        (book.Currency, book.Date).ShouldBe(("USD", new DateOnly(2026, 9, 20)));
        book.Sources.Count.ShouldBe(7);

        var oregon = new Backend("mirror-oregon", "amazon", "us-west-2");
        book.EgressOf(oregon, "amazon", "us-west-2", "US")!.CostOf(TiB).ShouldBe(0);
        book.EgressOf(oregon, "amazon", "eu-west-1", "IE")!.CostOf(TiB).ShouldBe(20.48m);
        book.EgressOf(oregon, "google", "us-west1", "US")!.CostOf(TiB).ShouldBe(92.16m);
        book.EgressOf(oregon, null, null, null)!.CostOf(11 * TiB).ShouldBe((10 * 92.16m) + (1024 * 0.085m));
        book.RequestsOf(oregon)!.Per10k.ShouldBe(0.004m);
        var front = book.Known(new Backend("d111111abcdef8.cloudfront.net", null, null));
        front.Provider.ShouldBe("amazon");
        book.EgressOf(front, null, null, "NO")!.CostOf(TiB).ShouldBe(1024 * 0.085m);
        book.EgressOf(front, null, null, "BR")!.CostOf(TiB).ShouldBe(1024 * 0.11m);
        book.EgressOf(front, null, null, null)!.CostOf(TiB).ShouldBe(1024 * 0.11m);
        book.EgressOf(book.Known(new Backend("us-central1-docker.pkg.dev", null, null)), "google", "us-central1", "US")!.CostOf(TiB).ShouldBe(0);
        book.EgressOf(new Backend("files", "fastly", null), "amazon", "us-east-1", "US")!.CostOf(1_000_000_000_000).ShouldBe(120);
        book.EgressOf(new Backend("elsewhere", null, null), "amazon", "us-east-1", "US").ShouldBeNull();
    }

    [Fact]
    public void LoadCredits_Example_IsWhatItSays() =>
        PricingFile.LoadCredits(Path.Combine(Checkout.Root, "examples", "credits.yaml")).Value.ShouldBe(
            [new Credit("google", 250_000, IsYearly: false), new Credit("amazon", 3_000_000, IsYearly: true), new Credit("fastly", 25_000.5m, IsYearly: false)]);

    [Fact]
    public void ParsePrices_EveryError_IsToldAtOnceWithItsPlace() => Problems(PricingFile.ParsePrices(Bytes("""
        currency: dollars
        date: 1/11/2026
        egres: []
        egress:
          - {from: {provider: amazon}, to: {provider: [same, google]}, perGiB: -1}
          - {from: {region: "u*s"}, to: {country: de}, perGiB: 0.1, perGB: 0.1}
          - {tiers: [{upTo: 10TiB, perGiB: 0.09}, {upTo: 5TiB, perGiB: 1e3}, {upTo: 20 miles, perGiB: 1}, {perGiB: 0.05}]}
          - {tiers: [{perGiB: 0.05}, {upTo: 10TiB, perGiB: 0.5}]}
          - {from: {backend: "a*b"}, tiers: []}
          - {}
        requests:
          - {from: {provider: amazon}}
          - {per10k: "0.004"}
        """))).ShouldBe(
        [
            "1:11 'dollars' is no currency: three capital letters, as in USD",
            "2:7 '1/11/2026' is no date: write it as in 2026-11-01",
            "3:1 'egres' is not a key of the price book: did you mean 'egress'?",
            "5:37 'same' stands alone: give other names an entry of their own",
            "5:72 'perGiB' must be an amount such as 0.085, from 0 to 1,000,000, with at most 9 places, without sign, currency and quotes",
            "6:13 'u*s': a '*' stands only at the end of a region's name",
            "6:34 'de' is no country: two capital letters, as in DE",
            "6:61 give 'perGiB' or 'perGB', not both",
            "7:50 a tier must end above the one before: 'upTo' counts from the month's first byte",
            "7:64 'perGiB' must be an amount such as 0.085, from 0 to 1,000,000, with at most 9 places, without sign, currency and quotes",
            "7:77 '20 miles' is no size: a whole number and a unit such as GB or TiB, as in 10TiB",
            "8:14 a tier needs an 'upTo', unless it is the last",
            "8:37 the last tier has no 'upTo': it is for all that is beyond the others",
            "9:13 'a*b': a '*' stands only at the beginning of a backend's name",
            "9:30 'tiers' has no items: give at least one, the last without 'upTo'",
            "10:5 an item of 'egress' needs a price: 'perGiB' (2^30 bytes) or 'perGB' (10^9)",
            "12:5 an item of 'requests' needs a price: 'per10k', of ten thousand requests",
            "13:14 'per10k' must be an amount such as 0.085, from 0 to 1,000,000, with at most 9 places, without sign, currency and quotes",
        ]);

    [Fact]
    public void ParsePrices_NothingInIt_SaysWhatItNeeds() => Problems(PricingFile.ParsePrices(Bytes("sources: none\n"))).ShouldBe(
        ["1:1 the price book needs 'currency'", "1:1 the price book needs 'date'", "1:1 the price book needs 'egress'"]);

    [Theory]
    [InlineData("- x", "1:1 the price book must be a mapping of keys to values, not a list")]
    [InlineData("currency: [", "2:1 not valid YAML")]
    [InlineData("", "1:1 the file is empty")]
    public void ParsePrices_NoPriceBook_IsAnError(string text, string problem) => Problems(PricingFile.ParsePrices(Bytes(text)))[0].ShouldStartWith(problem);

    [Fact]
    public void ParsePrices_MoreEntriesThanAnybodyHas_IsAnError()
    {
        var entries = string.Concat(Enumerable.Repeat("  - {perGiB: 1}\n", PriceBookReader.MaxEntries + 1));
        Problems(PricingFile.ParsePrices(Bytes($"currency: USD\ndate: 2026-11-01\negress:\n{entries}"))).ShouldBe(["3:1 'egress' has more than 1000 items"]);
    }

    [Fact]
    public void ParseCredits_EveryError_IsToldAtOnce() => Problems(PricingFile.ParseCredits(Bytes("""
        credits:
          - {provider: amazon, amount: 1, per: year}
          - {provider: amazon, amount: 2, per: month}
          - {provider: amazon, amount: 3, per: year}
          - {provider: google, amount: much, per: yaer}
          - {}
        """))).ShouldBe(
        [
            "4:5 the credit of 'amazon' is set twice, first in line 2: add the amounts up",
            "5:32 'amount' must be an amount such as 0.085, from 0 to 1,000,000,000,000, with at most 9 places, without sign, currency and quotes",
            "5:43 'per' must be one of month, year, not 'yaer': did you mean 'year'?",
            "6:5 an item of 'credits' needs 'provider'",
            "6:5 an item of 'credits' needs 'amount'",
            "6:5 an item of 'credits' needs 'per'",
        ]);

    [Fact]
    public void Load_NoFile_SaysSo()
    {
        Problems(PricingFile.LoadPrices(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()))).ShouldBe(["0:0 there is no such file"]);
        Problems(PricingFile.LoadCredits(Path.GetTempPath())).ShouldBe(["0:0 is a directory, not a file"]);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static List<string> Problems<T>(PricingLoad<T> load) where T : class
    {
        load.Value.ShouldBeNull();
        return [.. load.Problems.Select((YamlProblem problem) => $"{problem.Line}:{problem.Column} {problem.Message}")];
    }
}
