using System.Buffers;
using System.Text.Json;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>The rows of a report as JSON, one a line: there may be millions. What is not known is null.</summary>
internal sealed class ReportRowsJson
{
    private const int MostPending = 64 << 10; // bytes that wait to be written

    private static readonly JsonEncodedText s_asn = JsonEncodedText.Encode("asn");
    private static readonly JsonEncodedText s_image = JsonEncodedText.Encode("image");
    private static readonly JsonEncodedText s_requests = JsonEncodedText.Encode("requests");
    private static readonly JsonEncodedText s_bytes = JsonEncodedText.Encode("bytes");
    private static readonly JsonEncodedText s_clients = JsonEncodedText.Encode("clients");
    private static readonly JsonEncodedText s_cost = JsonEncodedText.Encode("cost");

    // Rows come in their order.
    private readonly RepeatedText _period = new("period");
    private readonly RepeatedText _backend = new("backend");
    private readonly RepeatedText _provider = new("provider");
    private readonly RepeatedText _region = new("region");
    private readonly RepeatedText _asnName = new("asnName");
    private readonly RepeatedText _country = new("country");
    private readonly RepeatedText _kind = new("kind");
    private readonly RepeatedText _status = new("status");

    /// <summary>Writes the property <c>rows</c>, in memory that doesn't grow with them.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<ReportRow> rows)
    {
        var (one, line) = (new ReportRowsJson(), new ArrayBufferWriter<byte>(1 << 10));
        using var ofLine = new Utf8JsonWriter(line); // not indented
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            line.ResetWrittenCount();
            line.Write("\n    "u8);
            ofLine.Reset();
            one.WriteRow(ofLine, row);
            ofLine.Flush();
            json.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
            if (json.BytesPending > MostPending) json.Flush();
        }
        json.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter json, in ReportRow row)
    {
        json.WriteStartObject();
        _period.Write(json, row.Period);
        _backend.Write(json, row.Backend);
        _provider.Write(json, row.Provider);
        _region.Write(json, row.Region);
        if (row.Asn > 0) json.WriteNumber(s_asn, row.Asn);
        else json.WriteNull(s_asn);
        _asnName.Write(json, row.AsnName);
        _country.Write(json, row.Country);
        _kind.Write(json, row.Kind);
        _status.Write(json, row.Status);
        json.WriteString(s_image, row.Image);
        json.WriteNumber(s_requests, row.Requests);
        json.WriteNumber(s_bytes, row.Bytes);
        if (row.Clients is { } clients) json.WriteNumber(s_clients, clients);
        else json.WriteNull(s_clients);
        if (row.Cost is { } cost) json.WriteNumber(s_cost, cost);
        else json.WriteNull(s_cost);
        json.WriteEndObject();
    }
}
