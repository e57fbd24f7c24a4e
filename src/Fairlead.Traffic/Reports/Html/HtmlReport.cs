using System.Text;
using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Sections;

namespace Fairlead.Traffic.Reports.Html;

/// <summary>
/// A report as one page of HTML 5 that needs nothing else: no script, no network. Its order is that of a decision: what it is, what it comes to, where it went, what it cost,
/// then the details and what the numbers leave out. The same report gives the same bytes.
/// </summary>
public static class HtmlReport
{
    /// <summary>Allows styles that stand in the page, and nothing else (CSP Level 3).</summary>
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";

    private static readonly ReportSection[] s_sections =
    [
        new TotalsSection(),
        new TrafficSection(),
        new OwnCloudSection(),
        new CostSection(),
        new BudgetSection(),
        new RankedSection("backends", "Backends", "Backend", "Who served the most bytes: mirrors by their names in the policy, others by bucket or host", report => report.Backends),
        new RankedSection("asns", "Networks", "ASN", "Autonomous systems that most bytes went to", report => report.Asns),
        new RankedSection("images", "Images and files", "Image", "Repositories, and folders of release files, that most bytes were of", report => report.Images),
        new RankedSection("regions", "Regions", "Region", "Regions of providers that most bytes went to", report => report.Regions),
        new RankedSection("countries", "Countries", "Country", "Countries that most bytes went to, by ISO 3166 code", report => report.Countries),
        new UnattributedSection(),
        new DroppedSection(),
        new ReadingSection(),
    ];

    /// <summary>Writes the page in UTF-8 and leaves the stream open.</summary>
    public static void Write(TrafficReport report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        var html = new HtmlWriter(text);
        html.DocumentType();
        using var page = html.Open("html", ("lang", "en"));
        WriteHead(html, report);
        WriteBody(html, report);
    }

    private static void WriteHead(HtmlWriter html, TrafficReport report)
    {
        using var head = html.Open("head");
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", ContentSecurityPolicy));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Put("title", PageHead.Title(report));
        html.Style(StyleSheet.Text);
    }

    private static void WriteBody(HtmlWriter html, TrafficReport report)
    {
        var sections = s_sections.Where(section => section.IsIn(report)).ToList();
        using var body = html.Open("body");
        FillPatterns.Write(html);
        using (html.Open("header")) PageHead.Write(html, report);
        WriteContents(html, sections);
        using (html.Open("main"))
        {
            foreach (var section in sections)
            {
                using (html.Open("section", ("id", section.Id)))
                {
                    html.Put("h2", section.Title);
                    section.Write(html, report);
                }
            }
        }

        using (html.Open("footer")) html.Put("p", "Made by fairlead traffic report. This page has no script and asks nothing of any network.");
    }

    private static void WriteContents(HtmlWriter html, List<ReportSection> sections)
    {
        using (html.Open("nav", ("aria-label", "Contents")))
        using (html.Open("ul"))
        {
            foreach (var section in sections)
            {
                using (html.Open("li")) html.Put("a", section.Title, ("href", "#" + section.Id));
            }
        }
    }
}
