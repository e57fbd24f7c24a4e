using System.Globalization;
using System.Xml;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>
/// A probe as JUnit XML, in the elements and attributes that CI systems agree on (testmoapp/junitxml, "Common JUnit XML Format"): a suite each
/// client, a case each manifest and blob; and a suite of what is different, a case each image. Differences that are allowed are no failures but <c>system-out</c>.
/// </summary>
internal static class JUnitReport
{
    // XML 1.0 knows most of what is no text by no name at all; what servers say is printable by now.
    private static readonly XmlWriterSettings s_settings = new() { Async = true, CheckCharacters = true, Encoding = new System.Text.UTF8Encoding(false), Indent = true };

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(Stream output, ProbeReport report)
    {
        var xml = XmlWriter.Create(output, s_settings);
        await using (xml.ConfigureAwait(false))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", $"fairlead probe {report.Request.Target}");
            xml.WriteAttributeString("time", Seconds(report.Elapsed));
            foreach (var client in report.Clients) WriteChecks(xml, report, client);
            if (report.Request.Against is { } against)
                foreach (var client in report.Clients) WriteDifferences(xml, report, client, against);
            if (report.End == ProbeEnd.Late) WriteLate(xml, report);
            xml.WriteEndElement();
            await xml.FlushAsync().ConfigureAwait(false);
        }
    }

    private static void WriteChecks(XmlWriter xml, ProbeReport report, ClientProbe client)
    {
        var paths = client.Paths.ToList();
        Begin(xml, report, $"{report.Request.Target} as {client.Name}", paths.Count, paths.Count(path => !path.Passed));
        foreach (var image in client.Images)
        {
            foreach (var path in image.Paths)
            {
                var elapsed = TimeSpan.FromTicks(path.Checks.Sum(check => check.Elapsed.Ticks));
                WriteCase(xml, $"{image.Image} as {client.Name}", path.Title, elapsed, "check", [.. path.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => $"{check.Name}: {check.Detail}")]);
            }
        }
        xml.WriteEndElement();
    }

    private static void WriteDifferences(XmlWriter xml, ProbeReport report, ClientProbe client, ProbedRedirector against)
    {
        var different = client.Differences.ToLookup(difference => difference.Image);
        Begin(xml, report, $"{report.Request.Target} against {against} as {client.Name}", client.Against.Count, different.Count(image => image.Any(difference => !report.Request.Allows(difference))));
        foreach (var image in client.Against)
        {
            var allowed = different[image.Image].ToLookup(report.Request.Allows, Line);
            WriteCase(xml, $"differences as {client.Name}", image.Image.ToString(), TimeSpan.Zero, "difference", [.. allowed[false]], [.. allowed[true]]);
        }
        xml.WriteEndElement();

        string Line(RouteDifference difference) => $"{difference.Path}: {difference.What}: {difference.Target ?? "none"}, and {difference.Against ?? "none"} at {against}";
    }

    private static void WriteLate(XmlWriter xml, ProbeReport report)
    {
        Begin(xml, report, $"{report.Request.Target} in time", 1, 1);
        WriteCase(xml, "the run", "is done in time", report.Elapsed, "timeout", [$"not done after {Seconds(report.Request.Timeout)} s"]);
        xml.WriteEndElement();
    }

    private static void Begin(XmlWriter xml, ProbeReport report, string name, int tests, int failures)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("timestamp", report.Began.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static void WriteCase(XmlWriter xml, string className, string name, TimeSpan elapsed, string type, List<string> failures, List<string>? output = null)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", className);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("time", Seconds(elapsed));
        if (failures.Count > 0)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", type);
            xml.WriteAttributeString("message", failures[0]);
            xml.WriteString(string.Join('\n', failures));
            xml.WriteEndElement();
        }
        if (output is { Count: > 0 }) xml.WriteElementString("system-out", string.Join('\n', output));
        xml.WriteEndElement();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
