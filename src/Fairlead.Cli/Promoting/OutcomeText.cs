using System.Globalization;
using Fairlead.Artifacts.Promotion.Applying;

namespace Fairlead.Cli.Promoting;

/// <summary>What applying a plan came to, for people.</summary>
internal static class OutcomeText
{
    /// <summary>What each destination got.</summary>
    public static void Write(TextWriter output, PromotionReport report)
    {
        var states = report.Edges.Select(one => (one.Edge.To, one.State)).Concat(report.Attachments.Select(one => (one.Attachment.To, one.State))).ToLookup(one => one.To, one => one.State);
        var table = new TextTable("destination", ">copied", ">was there", ">failed", ">left", ">manifests", ">mounted", ">sent", ">bytes");
        foreach (var one in report.Destinations)
        {
            table.Add(
                one.To.Name, Count(EdgeState.Copied), Count(EdgeState.Present), Count(EdgeState.Failed), Count(EdgeState.Left),
                ByteText.Count(one.Manifests), ByteText.Count(one.Mounted), ByteText.Count(one.Sent), ByteText.Of(one.SentBytes));

            string Count(EdgeState state) => ByteText.Count(states[one.To].LongCount(other => other == state));
        }
        table.Write(output);
        var copied = states.SelectMany(of => of).LongCount(state => state == EdgeState.Copied);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ByteText.Count(copied)} copied in {report.Took.TotalSeconds:0.0} s"));
    }
}
