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
        using var csv = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 << 10, leaveOpen: true) { NewLine = "\r\n" };
        csv.WriteLine(Headings);
        foreach (var row in report.Rows) Write(csv, row);
    }

    /// <summary>Piece by piece: there may be millions of rows.</summary>
    private static void Write(StreamWriter csv, in ReportRow row)
    {
        csv.Write(row.Period);
        Write(csv, Name(row.Backend));
        Write(csv, Name(row.Provider));
        Write(csv, Name(row.Region));
        Write(csv, row.Asn == 0 ? null : row.Asn);
        Write(csv, Name(row.AsnName));
        Write(csv, Name(row.Country));
        Write(csv, row.Kind);
        Write(csv, row.Status);
        Write(csv, Name(row.Image));
        Write(csv, row.Requests);
        Write(csv, row.Bytes);
        Write(csv, row.Clients);
        csv.Write(',');
        if (row.Cost is { } cost) csv.Write(cost.ToString(CultureInfo.InvariantCulture));
        csv.WriteLine();
    }

    private static void Write(StreamWriter csv, string text)
    {
        csv.Write(',');
        csv.Write(text);
    }

    private static void Write(StreamWriter csv, long? number)
    {
        csv.Write(',');
        if (number is not { } known) return;
        Span<char> digits = stackalloc char[20];
        known.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        csv.Write(digits[..length]);
    }

    private static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "";
        var text = TerminalText.Of(name);
        if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
