using System.CommandLine;
using Fairlead.Networks.Review;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks stats</c>.</summary>
internal static class StatsVerb
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var cache = CacheOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var file = new Argument<string?>("FILE") { Description = "A snapshot file, instead of a policy.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Verb("stats", "Tells how much the sources know, how old they are, and where they disagree.", """
            Of a policy: its feeds, read whole, side by side: what each says, what two of them
            both say, and how much of that they disagree on. Of a snapshot file: what is in it,
            by source. It holds only what counted in the end, so it can't tell of disagreement.
            IPv4 is counted in addresses, IPv6 in /48s, each once however many prefixes it is in.
            Exit code 1 when a feed is missing; 2 when policy or file can't be read.

            Examples:
              fairlead networks stats --policy policy.yaml
              fairlead networks stats networks.snapshot --json
            """)
        {
            policy, cache, json, file,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file) is { Tokens.Count: > 0 } && result.GetResult(policy) is { Implicit: false }) result.AddError("give --policy or FILE, not both");
        });
        command.SetAction((parsed, _) => parsed.GetValue(file) is { } snapshot
            ? Task.FromResult(OfFile(snapshot, parsed.GetValue(json)))
            : OfPolicyAsync(PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(cache), parsed.GetValue(json)));
        return command;
    }

    private static int OfFile(string path, bool isJson)
    {
        if (SnapshotOption.Read(path) is not { } table) return ExitCode.Wrong;
        var review = new SourceReview();
        review.AddTable(table);
        Show(new NetworkStats([], new FileInfo(path).LastWriteTimeUtc, table, review), isJson);
        return ExitCode.Done;
    }

    private static async Task<int> OfPolicyAsync(PolicySource source, string? cache, bool isJson)
    {
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            var feeds = await PolicyFeeds.LoadAsync(config, cache, [], refresh: false, interruption.Token).ConfigureAwait(false);
            feeds.SayProblems();
            Show(new NetworkStats(feeds.Loaded, null, feeds.ToTable(), PolicyNetworks.Review(config, feeds.Loaded)), isJson);
            return feeds.Lacking.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }
    }

    private static void Show(NetworkStats stats, bool isJson)
    {
        if (isJson) JsonOutput.Write(json => StatsJson.Write(json, stats, TimeProvider.System.GetUtcNow()));
        else StatsText.Write(Console.Out, stats, TimeProvider.System.GetUtcNow());
    }
}
