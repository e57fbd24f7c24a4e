using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary>A file of credits from top to bottom.</summary>
internal sealed class CreditsReader(YamlReport report)
{
    private readonly AmountReader _amounts = new(report);

    /// <summary>What it says; unfit for use when the report has an error.</summary>
    public IReadOnlyList<Credit>? Read(YamlNode root)
    {
        if (report.Map(root, "the file of credits") is not { } file) return null;
        if (!file.Has("credits")) report.Add(file.Node, "there are no 'credits': list what providers give");
        var credits = new List<Credit>();
        var lines = new Dictionary<(string, bool), int>();
        foreach (var item in file.List("credits") ?? [])
        {
            if (report.Map(item, "an item of 'credits'") is not { } map) continue;
            foreach (var key in new[] { "provider", "amount", "per" }.Where(key => !map.Has(key))) report.Add(map.Node, $"an item of 'credits' needs {Quoted.Text(key)}");
            var provider = map.String("provider");
            var amount = _amounts.Read(map, "amount", AmountReader.MaxCredit);
            var isYearly = map.Enum("per", ("month", false), ("year", true));
            if (provider is null || amount is null || isYearly is null) continue;
            if (!lines.TryAdd((provider, isYearly.Value), item.Line))
                report.Add(item, $"the credit of {Quoted.Text(provider)} is set twice, first in line {lines[(provider, isYearly.Value)]}: add the amounts up");
            credits.Add(new Credit(provider, amount.Value, isYearly.Value));
        }
        return credits;
    }
}
