using System.Globalization;
using System.Text;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>
/// The rows of a report as CSV (RFC 4180): a line of headings, lines that end in CR LF, UTF-8, empty where something is not known. Numbers are plain. Names are whatever
/// strangers asked for: one that a spreadsheet would take for a formula gets an apostrophe before it, and what can't be seen is <c>?</c>.
/// </summary>
internal static class ReportCsv
{
    private const string Headings = "period,backend,provider,region,asn,asnName,country,kind,status,image,requests,bytes,clients,cost";

    /// <summary>Writes all of it.</summary>
    public static void Write(TrafficReport report, Stream output)
    {
        using var csv = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        csv.WriteLine(Headings);
        foreach (var row in report.Rows)
        {
            var asn = row.Asn == 0 ? "" : row.Asn.ToString(CultureInfo.InvariantCulture);
            csv.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Period},{Name(row.Backend)},{Name(row.Provider)},{Name(row.Region)},{asn},{Name(row.AsnName)},{Name(row.Country)},{row.Kind},{row.Status},{Name(row.Image)},{row.Requests},{row.Bytes},{row.Clients},{row.Cost}"));
        }
    }

    private static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "";
        var text = TerminalText.Of(name);
        if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
