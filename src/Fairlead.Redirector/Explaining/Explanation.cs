using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Redirector.Explaining;

/// <summary>What a client gets for a path, and why.</summary>
public sealed record Explanation
{
    /// <summary>The address that was asked about.</summary>
    public required IpAddress Address { get; init; }

    /// <summary>What is known of it.</summary>
    public required OriginFacts Facts { get; init; }

    /// <summary>The provider that pays for it, or null.</summary>
    public required string? Provider { get; init; }

    /// <summary>Why these candidates.</summary>
    public required string Why { get; init; }

    /// <summary>The rule that decided.</summary>
    public required string Rule { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Where the client is sent, or null.</summary>
    public required string? Location { get; init; }

    /// <summary>The mirrors that were considered, in order; empty when the path is not a blob's.</summary>
    public required IReadOnlyList<CandidateExplanation> Candidates { get; init; }

    private string? Prefix => Facts.Network is null ? null : PrefixOf(Facts.PrefixLength);

    private string? AsnPrefix => Facts.Asn == 0 ? null : PrefixOf(Facts.AsnPrefixLength);

    private string? CountryPrefix => Facts.Country is null ? null : PrefixOf(Facts.CountryPrefixLength);

    /// <summary>One JSON object: <c>facts</c>, <c>rule</c>, <c>status</c>, <c>location</c>, <c>candidates</c>, <c>why</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("facts");
            json.WriteString("network", Facts.Network);
            json.WriteString("provider", Provider);
            json.WriteString("region", Facts.Region);
            if (Facts.Asn == 0) json.WriteNull("asn");
            else json.WriteNumber("asn", Facts.Asn);
            json.WriteString("country", Facts.Country);
            json.WriteString("prefix", Prefix);
            json.WriteString("source", Facts.Source);
            json.WriteString("asnPrefix", AsnPrefix);
            json.WriteString("asnSource", Facts.AsnSource);
            json.WriteString("countryPrefix", CountryPrefix);
            json.WriteString("countrySource", Facts.CountrySource);
            json.WriteEndObject();
            json.WriteString("rule", Rule);
            json.WriteString("why", Why);
            json.WriteNumber("status", Status);
            json.WriteString("location", Location);
            json.WriteStartArray("candidates");
            foreach (var candidate in Candidates)
            {
                json.WriteStartObject();
                json.WriteString("mirror", candidate.Mirror);
                json.WriteString("region", candidate.Region);
                if (candidate.DistanceKm is { } km) json.WriteNumber("distanceKm", km);
                else json.WriteNull("distanceKm");
                json.WriteString("presence", candidate.Presence);
                json.WriteString("url", candidate.Url);
                if (candidate.InventoryAge is { } age) json.WriteNumber("inventoryAgeSeconds", (long)age.TotalSeconds);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same for a person to read.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in AboutClient()) text.Append(CultureInfo.InvariantCulture, $"{name,-10} {value}\n");
        foreach (var candidate in Candidates)
        {
            text.Append(CultureInfo.InvariantCulture, $"candidate  {candidate.Mirror,-24} {candidate.Region ?? "-",-16} {candidate.DistanceText,9}  {candidate.PresenceText}\n");
        }
        foreach (var (name, value) in AboutAnswer()) text.Append(CultureInfo.InvariantCulture, $"{name,-10} {value}\n");
        return text.ToString();
    }

    /// <summary>What is known of the client, as names and values.</summary>
    internal IEnumerable<(string Name, string Value)> AboutClient() =>
    [
        ("address", Address.ToString()),
        ("network", (Facts.Network ?? "-") + By(Prefix, Facts.Source)),
        ("provider", Provider ?? "-"),
        ("region", Facts.Region ?? "-"),
        ("asn", (Facts.Asn == 0 ? "-" : Facts.Asn.ToString(CultureInfo.InvariantCulture)) + By(AsnPrefix, Facts.AsnSource)),
        ("country", (Facts.Country ?? "-") + By(CountryPrefix, Facts.CountrySource)),
    ];

    /// <summary>What it gets, likewise.</summary>
    internal IEnumerable<(string Name, string Value)> AboutAnswer()
    {
        yield return ("rule", $"{Rule} (candidates by {Why})");
        yield return ("status", Status.ToString(CultureInfo.InvariantCulture));
        if (Location is not null) yield return ("location", Location);
    }

    private static string By(string? prefix, string? source) => prefix is null ? "" : $" ({prefix}, by {source})";

    private string PrefixOf(byte length) => IpPrefix.Of(Address, length).ToString();
}
