using System.Globalization;
using System.Text;
using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Tests.Policy.Requests.Regions;

/// <summary>A row of the embedded <c>regions.tsv</c>, read with other means than the product's.</summary>
internal sealed record RegionRow(string Cloud, string Region, string Place, string LatitudeText, string LongitudeText)
{
    public static IReadOnlyList<RegionRow> All { get; } = Read();

    public double Latitude => double.Parse(LatitudeText, CultureInfo.InvariantCulture);

    public double Longitude => double.Parse(LongitudeText, CultureInfo.InvariantCulture);

    private static List<RegionRow> Read()
    {
        const string name = "Fairlead.Policy.Requests.Regions.regions.tsv";
        using var stream = typeof(RegionTable).Assembly.GetManifestResourceStream(name).ShouldNotBeNull();
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var rows = new List<RegionRow>();
        foreach (var line in new StreamReader(stream, strict, detectEncodingFromByteOrderMarks: false).ReadToEnd().Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split('\t');
            fields.Length.ShouldBe(5, line);
            rows.Add(new RegionRow(fields[0], fields[1], fields[2], fields[3], fields[4]));
        }
        return rows;
    }
}
