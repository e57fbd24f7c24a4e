using System.CommandLine;
using System.Text;
using Fairlead.Formats.Streams;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks lookup</c>.</summary>
internal static class LookupVerb
{
    private const int MaxLine = 256; // the longest address has 45 characters

    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var snapshot = PathOption.Create("--snapshot", "A snapshot file, instead of a policy.");
        var cache = CacheOption.Create();
        var addresses = new Argument<string[]>("ADDRESS") { Description = "Addresses; without any, one a line from stdin.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Verb("lookup", "Prints what is known of addresses.", """
            Tab-separated: address network region asn country prefix source, then asn-name
            asn-prefix asn-source country-prefix country-source, with - for what is not known.
            Each prefix and source is that of the fact named. Without arguments, addresses are
            read from stdin, one a line. Exit code 1 when a line is no address, 2 when an
            argument is none; the others are printed even so.

            Examples:
              fairlead networks lookup --policy policy.yaml 52.95.154.1 2600:1900::1
              cut -d' ' -f1 access.log | fairlead networks lookup --snapshot networks.snapshot
            """)
        {
            policy, snapshot, cache, addresses,
        };
        // An argument that takes any number of values would take a mistyped option for one of them.
        addresses.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-'))) result.AddError($"there is no option '{token.Value}'");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(snapshot) is not null && result.GetResult(policy) is not null) result.AddError("give --policy or --snapshot, not both");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var table = parsed.GetValue(snapshot) is { } file
                ? SnapshotOption.Read(file)
                : await OfPolicyAsync(PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(cache), cancel).ConfigureAwait(false);
            return table is null ? ExitCode.Wrong : Run(table, parsed.GetValue(addresses) ?? []);
        });
        return command;
    }

    /// <summary>The table of the feeds that are to be had; those that aren't are named.</summary>
    private static async Task<NetworkTable?> OfPolicyAsync(PolicySource source, string? cache, CancellationToken cancel)
    {
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return null;
        var feeds = await PolicyFeeds.LoadAsync(config, cache, [], refresh: false, cancel).ConfigureAwait(false);
        feeds.SayProblems();
        return feeds.ToTable();
    }

    private static int Run(NetworkTable table, string[] addresses)
    {
        using var stdout = Console.OpenStandardOutput();
        var output = new ByteOutput(stdout);
        var writer = new FactsWriter(table, output);
        var bad = 0;
        if (addresses.Length > 0)
        {
            foreach (var address in addresses) Write(Encoding.UTF8.GetBytes(address), address.Length > MaxLine);
            output.Flush();
            return bad == 0 ? ExitCode.Done : ExitCode.Wrong;
        }

        using var stdin = Console.OpenStandardInput();
        var lines = new LineReader(stdin, MaxLine, output.Flush);
        while (lines.TryRead(out var line, out var isTooLong))
        {
            line = line.Trim(" \t\r"u8);
            if (!line.IsEmpty || isTooLong) Write(line, isTooLong);
        }
        output.Flush();
        return bad == 0 ? ExitCode.Done : ExitCode.Failed;

        void Write(ReadOnlySpan<byte> text, bool isTooLong)
        {
            if (!isTooLong && IpAddress.TryParse(text, out var address))
            {
                writer.Write(text, address);
                return;
            }
            bad++;
            Console.Error.WriteLine($"fairlead: '{Excerpt(text, isTooLong)}' is not an IP address; it is left out");
        }
    }

    /// <summary>Text of somebody's log as a message quotes it: short, and without what a terminal would act on.</summary>
    private static string Excerpt(ReadOnlySpan<byte> text, bool isTooLong)
    {
        var shown = new StringBuilder();
        foreach (var one in text[..Math.Min(text.Length, MaxLine)]) shown.Append(one is >= 0x20 and <= 0x7E ? (char)one : '?');
        return isTooLong ? shown + "..." : shown.ToString();
    }
}
