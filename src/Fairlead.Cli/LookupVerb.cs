using System.CommandLine;
using System.Globalization;
using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Redirector.Hosting;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli;

/// <summary><c>fairlead networks lookup</c>.</summary>
internal static class LookupVerb
{
    private const int MaxLine = 256; // the longest address has 45 characters

    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var cache = CacheOption.Create();
        var addresses = new Argument<string[]>("ADDRESS") { Description = "Addresses; without any, one a line from stdin.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Verb("lookup", "Prints what is known of addresses.", """
            Tab-separated: address network region asn country prefix source, with - for what is
            not known. Without arguments, addresses are read from stdin, one a line.

            Examples:
              fairlead networks lookup --policy policy.yaml 52.95.154.1 2600:1900::1
              cut -d' ' -f1 access.log | fairlead networks lookup --policy policy.yaml
            """)
        {
            policy, cache, addresses,
        };
        // An argument that takes any number of values would take a mistyped option for one of them.
        addresses.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-'))) result.AddError($"there is no option '{token.Value}'");
        });
        command.SetAction((parsed, cancel) => RunAsync(
            PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(cache), parsed.GetValue(addresses) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(PolicySource source, string? cache, string[] addresses, CancellationToken cancel)
    {
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return ExitCode.Wrong;
        using var loggers = Logging.Create(LogLevel.Warning);
        using var core = new RedirectorCore(config, source, cache, assumePresent: true, TimeProvider.System, loggers);
        if (core.LacksSources) await core.FetchFeedsAsync(cancel).ConfigureAwait(false);

        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 64 * 1024);
        await using var _ = output.ConfigureAwait(false);
        if (addresses.Length > 0)
            return addresses.Count(address => !Write(output, core.Networks, address)) is 0 ? ExitCode.Done : ExitCode.Wrong;

        using var input = new StreamReader(Console.OpenStandardInput(), bufferSize: 64 * 1024);
        var isGood = true;
        while (await input.ReadLineAsync(cancel).ConfigureAwait(false) is { } line)
            if (!string.IsNullOrWhiteSpace(line)) isGood &= Write(output, core.Networks, line.Trim());
        return isGood ? ExitCode.Done : ExitCode.Failed;
    }

    private static bool Write(StreamWriter output, NetworkTable networks, string text)
    {
        if (text.Length > MaxLine || !IpAddress.TryParse(text, out var address))
        {
            Console.Error.WriteLine($"fairlead: '{(text.Length > MaxLine ? text[..MaxLine] + "..." : text)}' is not an IP address; it is left out");
            return false;
        }
        var facts = networks.Facts[networks.Find(address)];
        output.Write(text);
        Column(output, facts.Network);
        Column(output, facts.Region);
        Column(output, facts.Asn == 0 ? null : facts.Asn.ToString(CultureInfo.InvariantCulture));
        Column(output, facts.Country);
        Column(output, facts.Network is null ? null : IpPrefix.Of(address, facts.PrefixLength).ToString());
        Column(output, facts.Source);
        output.Write('\n');
        return true;
    }

    private static void Column(StreamWriter output, string? value)
    {
        output.Write('\t');
        output.Write(value ?? "-");
    }
}
