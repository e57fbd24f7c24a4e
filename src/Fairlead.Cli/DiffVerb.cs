using System.CommandLine;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        var before = new Argument<string>("OLD") { Description = "A snapshot file." };
        var after = new Argument<string>("NEW") { Description = "Another one." };
        var json = new Option<bool>("--json") { Description = "Every change, as one JSON object." };
        var limit = LimitOption.Create("Exit with 1 when a provider, or all ASNs or countries, changed by more.");
        var all = new Option<bool>("--all") { Description = "Show every change, not only the largest." };
        var command = new Verb("diff", "Tells what changed from one snapshot to another, in addresses.", """
            By provider and region, by ASN and by country: what came, what went, what moved; the
            largest first. IPv4 is counted in addresses, IPv6 in /48s; percentages are of what the
            provider, ASN or country had (or, had it nothing, has). The limit holds for each
            provider, and for ASNs and countries all together, as small ones come and go daily.
            Exit code 1: above the limit; 2: a file can't be read.

            Examples:
              fairlead networks diff old.snapshot new.snapshot
              fairlead networks diff old.snapshot new.snapshot --json --limit 5
            """)
        {
            before, after, json, limit, all,
        };
        command.SetAction(parsed => Run(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(json), parsed.GetValue(limit), parsed.GetValue(all)));
        return command;
    }

    private static int Run(string before, string after, bool isJson, double? limit, bool all)
    {
        if (SnapshotOption.Read(before) is not { } old || SnapshotOption.Read(after) is not { } young) return ExitCode.Wrong;
        var diff = TableDiff.Between(old, young);
        var names = new HolderNames(young.AsnNames, old.AsnNames);
        if (isJson) JsonOutput.Write(json => new DiffJson(json, diff, names).Write((before, old), (after, young), limit));
        else new DiffText(Console.Out, diff, names, all).Write();
        return LimitOption.IsExceeded(diff, limit, names.Of) ? ExitCode.Failed : ExitCode.Done;
    }
}
