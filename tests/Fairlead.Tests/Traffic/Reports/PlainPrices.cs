using System.Text;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Reports;

/// <summary>A price book, and beside it the same prices as a step function that is too simple to be wrong.</summary>
internal static class PlainPrices
{
    private const decimal GiB = 1L << 30;

    public static PriceBook Book { get; } = PricingFile.ParsePrices(Encoding.UTF8.GetBytes("""
        currency: USD
        date: 2026-10-01
        backends:
          upstream.example.org: {provider: google, region: us-central1}
        egress:
          - {from: {provider: [amazon, google]}, to: {region: same}, perGiB: 0}
          - {from: {provider: amazon}, to: {provider: same}, perGiB: 0.02}
          - from: {provider: amazon, region: eu-*}
            tiers: [{upTo: 1TiB, perGiB: 0.09}, {upTo: 3TiB, perGiB: 0.05}, {perGiB: 0.01}]
          - {from: {provider: amazon}, perGiB: 0.07}
          - from: {provider: google}
            tiers: [{upTo: 2TiB, perGiB: 0.12}, {perGiB: 0.08}]
        requests:
          - {from: {provider: amazon}, per10k: 0.004}
          - {from: {provider: google}, per10k: 0.003}
        """)).Value!;

    /// <summary>Number of the entry for a way; null: none.</summary>
    public static int? EntryOf(string backend, string? provider, string? region)
    {
        var (of, at) = backend switch
        {
            "mirror-paris" => ("amazon", "eu-west-3"),
            "mirror-oregon" => ("amazon", "us-west-2"),
            "mirror-iowa" or "upstream.example.org" => ("google", "us-central1"),
            _ => (null, null),
        };
        if (of is null) return null;
        if (provider == of && region == at) return 0;
        if (of == "google") return 4;
        return provider == of ? 1 : at == "eu-west-3" ? 2 : 3;
    }

    /// <summary>What so many bytes of a month cost.</summary>
    public static decimal CostOf(int entry, long bytes)
    {
        var gibibytes = bytes / GiB;
        return entry switch
        {
            0 => 0,
            1 => gibibytes * 0.02m,
            2 when gibibytes <= 1024 => gibibytes * 0.09m,
            2 when gibibytes <= 3072 => (1024 * 0.09m) + ((gibibytes - 1024) * 0.05m),
            2 => (1024 * 0.09m) + (2048 * 0.05m) + ((gibibytes - 3072) * 0.01m),
            3 => gibibytes * 0.07m,
            _ => gibibytes <= 2048 ? gibibytes * 0.12m : (2048 * 0.12m) + ((gibibytes - 2048) * 0.08m),
        };
    }

    /// <summary>What a request costs.</summary>
    public static decimal RequestOf(string backend) => backend is "mirror-paris" or "mirror-oregon" ? 0.0000004m : backend == "nobody" ? 0 : 0.0000003m;
}
