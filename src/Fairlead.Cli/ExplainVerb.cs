using System.CommandLine;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;
using Microsoft.Extensions.Logging;

namespace Fairlead.Cli;

/// <summary><c>fairlead explain</c>.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var address = new Option<string>("--address", "-a") { Description = "The client's address.", HelpName = "IP", Required = true };
        var headers = new Option<string[]>("--header") { Description = "A header of the request, for policies that ask for one. May be given many times.", HelpName = "'NAME: VALUE'" };
        var noHead = new Option<bool>("--no-head") { Description = "Ask nobody: a blob of unknown presence counts as present." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var cache = CacheOption.Create();
        var path = new Argument<string>("PATH") { Description = "What the client asks for." };
        var command = new Verb("explain", "Tells what a client at an address gets for a path, and why.", """
            Examples:
              fairlead explain --policy policy.yaml --address 52.95.154.1 /v2/pause/manifests/3.10
              fairlead explain --address 2a05:d012::1 --json --no-head \
                /v2/pause/blobs/sha256:e6f1816883972d4be47bd48879a08919b96afcd344132622e4d444987919323c
            """)
        {
            policy, address, headers, noHead, json, cache, path,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(address)!, parsed.GetValue(path)!, parsed.GetValue(headers) ?? [], parsed.GetValue(noHead), parsed.GetValue(json), parsed.GetValue(cache), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        PolicySource source, string address, string path, string[] headerTexts, bool noHead, bool json, string? cache, CancellationToken cancel)
    {
        if (!HeaderLines.TryParse(headerTexts, out var headers, out var problem)) return await WrongAsync(problem).ConfigureAwait(false);
        if (PolicyOption.Load(source, showWarnings: false) is not { } config) return ExitCode.Wrong;
        using var loggers = Logging.Create(LogLevel.Warning);
        using var core = new RedirectorCore(config, source, cache, noHead, TimeProvider.System, loggers);
        if (core.LacksSources) await core.FetchFeedsAsync(cancel).ConfigureAwait(false);
        if (!noHead) await core.ProbeAsync().ConfigureAwait(false);
        (var explanation, problem) = await core.ExplainAsync(address, path, headers, cancel).ConfigureAwait(false);
        if (explanation is null) return await WrongAsync(problem!).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(json ? explanation.ToJson() : explanation.ToText().TrimEnd()).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> WrongAsync(string problem)
    {
        await Console.Error.WriteLineAsync("fairlead: " + problem).ConfigureAwait(false);
        return ExitCode.Wrong;
    }
}
