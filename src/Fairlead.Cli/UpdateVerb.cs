using System.CommandLine;
using Fairlead.Networks.Lookup;
using Fairlead.Networks.Review;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks update</c>.</summary>
internal static class UpdateVerb
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var output = SnapshotOption.CreateOutput();
        var cache = CacheOption.Create();
        var accept = AcceptOption.Create();
        var limit = LimitOption.Create("Leave the file as it is when a provider, or all ASNs or countries, changed by more.");
        var all = new Option<bool>("--all") { Description = "Show every change, not only the largest." };
        var command = new Verb("update", "Fetches the feeds, shows what changed, and writes the snapshot.", """
            Asks every URL whether there is something newer, and compiles. Before the file is
            replaced, what changed in it is shown, as 'networks diff' does; the first time,
            what is in it. Exit code 0: written from feeds that are all current. 1: a feed
            could not be had anew or was refused, and the file is written with its last good
            copy; or there is no copy, or --limit is passed, and nothing is written. 2: the
            policy is wrong.

            Examples:
              fairlead networks update --policy policy.yaml -o networks.snapshot
              fairlead networks update --policy policy.yaml -o networks.snapshot --limit 10
            """)
        {
            policy, output, cache, accept, limit, all,
        };
        command.SetAction((parsed, _) => RunAsync(
            PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(output)!, parsed.GetValue(cache), parsed.GetValue(accept) ?? [],
            parsed.GetValue(limit), parsed.GetValue(all)));
        return command;
    }

    private static async Task<int> RunAsync(PolicySource source, string output, string? cache, string[] accept, double? limit, bool all)
    {
        if (PolicyOption.Load(source, showWarnings: true) is not { } config || !AcceptOption.AreKnown(config, accept)) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            var feeds = await PolicyFeeds.LoadAsync(config, cache, accept, refresh: true, interruption.Token).ConfigureAwait(false);
            if (CompileVerb.TableOf(feeds, output) is not { } table) return ExitCode.Failed;
            if (!IsWithinLimit(output, table, limit, all) || !CompileVerb.Write(table, output, interruption.Token)) return ExitCode.Failed;
            if (feeds.Stale.Count == 0) return ExitCode.Done;
            await Console.Error.WriteLineAsync($"fairlead: {output} is written with the last good copy of {string.Join(", ", feeds.Stale)}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"fairlead: interrupted; {output} is as it was").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    /// <summary>Shows what changes; false where that is more than allowed.</summary>
    private static bool IsWithinLimit(string output, NetworkTable table, double? limit, bool all)
    {
        // A file that is damaged, or another version's, is one more reason to write it anew.
        if (!File.Exists(output) || SnapshotOption.Read(output) is not { } before)
        {
            var review = new SourceReview();
            review.AddTable(table);
            StatsText.WriteSources(Console.Out, review);
            return true;
        }
        var names = new HolderNames(table.AsnNames, before.AsnNames);
        var diff = TableDiff.Between(before, table);
        new DiffText(Console.Out, diff, names, all).Write();
        if (!LimitOption.IsExceeded(diff, limit, names.Of)) return true;
        Console.Error.WriteLine($"fairlead: {output} is as it was; to write it all the same, leave out --limit");
        return false;
    }
}
