using System.Text.Json;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>The rows of a report as JSON, one a line: there may be millions. What is not known is null.</summary>
internal static class ReportRowsJson
{
    private const int MostPending = 64 << 10; // bytes that wait to be written

    /// <summary>Writes the property <c>rows</c>, in memory that doesn't grow with them.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<ReportRow> rows)
    {
        var line = new JsonLine();
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            line.Clear();
            Add(line, row);
            json.WriteRawValue(line.Written, skipInputValidation: true);
            if (json.BytesPending > MostPending) json.Flush();
        }
        json.WriteEndArray();
    }

    private static void Add(JsonLine line, in ReportRow row)
    {
        line.Add("\n    {\"period\":"u8);
        line.Add(row.Period);
        line.Add(",\"backend\":"u8);
        line.Add(row.Backend);
        line.Add(",\"provider\":"u8);
        line.Add(row.Provider);
        line.Add(",\"region\":"u8);
        line.Add(row.Region);
        line.Add(",\"asn\":"u8);
        line.Add(row.Asn == 0 ? null : row.Asn);
        line.Add(",\"asnName\":"u8);
        line.Add(row.AsnName);
        line.Add(",\"country\":"u8);
        line.Add(row.Country);
        line.Add(",\"kind\":"u8);
        line.Add(row.Kind);
        line.Add(",\"status\":"u8);
        line.Add(row.Status);
        line.Add(",\"image\":"u8);
        line.Add(row.Image);
        line.Add(",\"requests\":"u8);
        line.Add(row.Requests);
        line.Add(",\"bytes\":"u8);
        line.Add(row.Bytes);
        line.Add(",\"clients\":"u8);
        line.Add(row.Clients);
        line.Add(",\"cost\":"u8);
        line.Add(row.Cost);
        line.Add("}"u8);
    }
}
