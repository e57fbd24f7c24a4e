using System.CommandLine;
using System.Globalization;
using Fairlead.Networks.Lookup;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks compile</c>.</summary>
internal static class CompileVerb
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var output = SnapshotOption.CreateOutput();
        var cache = CacheOption.Create();
        var accept = AcceptOption.Create();
        var command = new Verb("compile", "Writes the table of all feeds into one snapshot file.", """
            Feeds come from their files and last good copies; a URL of which there is no copy is
            fetched. 'serve' serves from the file: {type: snapshot, file: networks.snapshot}.
            The same feeds give the same bytes. Exit code 1, and nothing written, when a feed is
            missing or refused; 2 when the policy is wrong.

            Examples:
              fairlead networks compile --policy policy.yaml -o networks.snapshot
              fairlead networks compile --policy policy.yaml -o networks.snapshot --accept aws
            """)
        {
            policy, output, cache, accept,
        };
        command.SetAction((parsed, _) => RunAsync(
            PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(output)!, parsed.GetValue(cache), parsed.GetValue(accept) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(PolicySource source, string output, string? cache, string[] accept)
    {
        if (PolicyOption.Load(source, showWarnings: true) is not { } config || !AcceptOption.AreKnown(config, accept)) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            var feeds = await PolicyFeeds.LoadAsync(config, cache, accept, refresh: false, interruption.Token).ConfigureAwait(false);
            return TableOf(feeds, output) is { } table && Write(table, output, interruption.Token) ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"fairlead: interrupted; {output} is as it was").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    /// <summary>The table of feeds that are all there; null, and said why, where it would lack something. What went in is said, too.</summary>
    public static NetworkTable? TableOf(PolicyFeeds feeds, string output)
    {
        feeds.SayCounts();
        feeds.SayProblems();
        if (feeds.Lacking.Count > 0)
        {
            Console.Error.WriteLine($"fairlead: {output} is not written: it would lack {string.Join(", ", feeds.Lacking)}; put right what is said above, or take the feed out of the policy");
            return null;
        }
        var table = feeds.ToTable();
        if (table.Facts.Length > 1) return table;
        Console.Error.WriteLine($"fairlead: {output} is not written: the policy has neither feeds nor cidrs, so nothing would be in it");
        return null;
    }

    /// <summary>Writes the table, and says what is in it; false, and said why, when it can't be written.</summary>
    public static bool Write(NetworkTable table, string output, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            var bytes = SnapshotFile.Write(table, output, cancel);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{output}: {table.PrefixesV4:N0} IPv4 and {table.PrefixesV6:N0} IPv6 prefixes, {table.Facts.Length - 1:N0} distinct facts, {table.AsnNames.Count:N0} names of ASNs, {bytes:N0} bytes"));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"fairlead: {output} can't be written: {e.Message}");
            return false;
        }
    }
}
