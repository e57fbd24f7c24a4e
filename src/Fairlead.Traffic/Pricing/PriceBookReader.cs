using System.Globalization;
using Fairlead.Formats.Yaml;
using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Pricing;

/// <summary>A price book from top to bottom.</summary>
internal sealed class PriceBookReader(YamlReport report)
{
    /// <summary>Entries of a kind at the most: every way of a backend to a client is held against all of them.</summary>
    public const int MaxEntries = 1000;

    private readonly PriceMatchReader _matches = new(report);
    private readonly PriceTiersReader _tiers = new(report);
    private readonly AmountReader _amounts = new(report);

    /// <summary>What it says; unfit for use when the report has an error.</summary>
    public PriceBook? Read(YamlNode root)
    {
        if (report.Map(root, "the price book") is not { } book) return null;
        foreach (var key in new[] { "currency", "date", "egress" }.Where(key => !book.Has(key))) report.Add(book.Node, $"the price book needs {Quoted.Text(key)}");
        return new PriceBook
        {
            Currency = ReadCurrency(book),
            Date = ReadDate(book),
            Sources = [.. (book.TextOrTexts("sources") ?? []).Select(source => source.Text)],
            Backends = ReadBackends(book.Map("backends")),
            Egress = [.. Entries(book, "egress").Select((entry, index) => new EgressPrice(index, _matches.ReadFrom(entry), _matches.ReadTo(entry), _tiers.Read(entry)))],
            Requests = [.. Entries(book, "requests").Select(ReadRequests)],
        };
    }

    private IEnumerable<MapReader> Entries(MapReader book, string key)
    {
        var items = book.List(key) ?? [];
        if (items.Count > MaxEntries) report.Add(book.KeyOf(key), $"{Quoted.Text(key)} has more than {MaxEntries} items");
        return items.Take(MaxEntries).Select(item => report.Map(item, $"an item of {Quoted.Text(key)}")).OfType<MapReader>();
    }

    private RequestPrice ReadRequests(MapReader entry)
    {
        if (!entry.Has("per10k")) report.Add(entry.Node, "an item of 'requests' needs a price: 'per10k', of ten thousand requests");
        return new RequestPrice(_matches.ReadFrom(entry), _amounts.Read(entry, "per10k", AmountReader.MaxPrice) ?? 0);
    }

    private Dictionary<string, Backend> ReadBackends(MapReader? map)
    {
        var backends = new Dictionary<string, Backend>(StringComparer.Ordinal);
        foreach (var (name, value) in map?.Entries() ?? [])
        {
            if (report.Map(value, $"backend {Quoted.Text(name.Text)}") is not { } backend) continue;
            backends[name.Text] = new Backend(name.Text, backend.String("provider"), backend.String("region"));
        }
        return backends;
    }

    private string ReadCurrency(MapReader book)
    {
        if (book.Text("currency") is not { } currency) return "";
        if (currency.Text.Length != 3 || !currency.Text.All(char.IsAsciiLetterUpper)) report.Add(currency, $"{Quoted.Text(currency.Text)} is no currency: three capital letters, as in USD");
        return currency.Text;
    }

    private DateOnly ReadDate(MapReader book)
    {
        if (book.Text("date") is not { } date) return default;
        if (!DateOnly.TryParseExact(date.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            report.Add(date, $"{Quoted.Text(date.Text)} is no date: write it as in 2026-11-01");
        return day;
    }
}
