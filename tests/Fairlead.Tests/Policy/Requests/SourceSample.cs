using System.Globalization;
using System.Text;
using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>A feed's file and what it says, written down beside it.</summary>
/// <param name="Feed">Its name in <see cref="EverySource.Policy"/>.</param>
/// <param name="File">The file.</param>
/// <param name="Says">A line each: <c>PREFIX in REGION</c> (<c>-</c>: without one), <c>PREFIX asn ASN</c>, <c>PREFIX country CODE</c>.</param>
internal sealed record SourceSample(string Feed, byte[] File, params string[] Says)
{
    public SourceSample(string feed, string file, params string[] says)
        : this(feed, Encoding.UTF8.GetBytes(file), says)
    {
    }

    /// <summary>What a parser made of a file, in the same words.</summary>
    public static IEnumerable<string> SaidBy(FeedContent content) =>
    [
        .. content.Entries.Select(entry => $"{entry.Prefix} in {entry.Region ?? "-"}"),
        .. MmdbSamples.Each(content.Asns).Select(one => $"{one.Prefix} asn {one.Number}"),
        .. MmdbSamples.Each(content.Countries).Select(one => $"{one.Prefix} country {CountryCode.Of((int)one.Number)}"),
    ];

    /// <summary>One of the lines as a statement. How far each kind of source is believed is said here once more, by request rule 9.</summary>
    public static Statement ToStatement(int order, FeedSource source, string said)
    {
        var words = said.Split(' ');
        var prefix = IpPrefix.Parse(words[0]);
        var isGeofeed = source.Type == "geofeed";
        return words[1] switch
        {
            "in" => new Statement(order, prefix, source.Network, words[2] == "-" ? null : words[2], source.Name, isGeofeed ? Trust.Geofeed : Trust.CloudFeed),
            "asn" => new Statement(order, prefix, null, null, source.Name, Trust.AsnData) { Asn = uint.Parse(words[2], CultureInfo.InvariantCulture) },
            _ => new Statement(order, prefix, null, null, source.Name, isGeofeed ? Trust.Geofeed : Trust.AsnData) { Country = Country(words[2]) },
        };
    }

    private static CountryCode Country(string letters) =>
        CountryCode.TryParse(Encoding.ASCII.GetBytes(letters), out var country) ? country : throw new FormatException(letters);
}
