using System.CommandLine;
using System.Text;
using Fairlead.Cli.Reporting;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Cli.Simulating;

/// <summary><c>fairlead simulate</c>.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var arguments = new SimulateArguments();
        var command = new Verb("simulate", "Tells what a policy would have done with the requests of logs: what moves, and what it costs.", """
            Each request that was answered is replayed under the new policy, and under the one of
            --baseline; without that, what the log says served it stands for the old. Both
            policies load their own feeds, or --snapshot tells both where clients are.

            A mirror holds what its inventory says (--inventory MIRROR=FILE); one without is taken
            to hold all that it is asked for, and the result says so. Everything is taken to be
            healthy. The host name that a request was for is in no log: 'hosts' has no say.

            --percent gives the new policy to a part of clients, the same ones in every run: by a
            hash of the address, or, in logs without any, of what was asked for and when.

            Exit code 0: done. 1: costs rise by more than --max-increase percent (where nothing was
            paid, by anything; and also where more bytes than before have no price), or a log could
            not be read, or is damaged; the result is told even so. 2: wrong usage or configuration.

            Examples:
              fairlead simulate access.log --policy new.yaml --baseline policy.yaml
              fairlead simulate 's3://logs/mirror-paris/2026-10-*' --policy new.yaml --inventory amazon-eu-west-3=paris.inv
              fairlead simulate logs --policy new.yaml --baseline policy.yaml --prices prices.yaml --max-increase 2
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments.Read(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(SimulateRequest request)
    {
        using var interruption = new Interruption();
        try
        {
            if (!PricingInput.TryReadPrices(request.Prices, out var prices)) return ExitCode.Wrong;
            if (await SimulatedPolicies.LoadAsync(request, interruption.Token).ConfigureAwait(false) is not { } policies) return ExitCode.Wrong;
            var mirrors = SimulationPlan.MirrorsOf(policies.New, policies.Baseline);
            if (MirrorInventories.Read(request.Logs.Inventories, mirrors) is not { } inventories) return ExitCode.Wrong;
            var others = request.Logs with { Inventories = [.. request.Logs.Inventories.Select(value => MirrorInventories.FileOf(value, mirrors))] };
            var found = await others.FindAsync([request.Policy, request.Baseline, request.Snapshot, request.Prices], interruption.Token).ConfigureAwait(false);
            if (found is null) return ExitCode.Wrong;
            await using var closing = found.ConfigureAwait(false);
            var plan = new SimulationPlan(
                policies.New, policies.Baseline, inventories.OfMirrors, new BackendBook(policies.New.Config, request.Logs.Backend), new ContentBook(inventories.All),
                request.Percent < 100 ? new Rollout(request.Percent, Encoding.UTF8.GetBytes(request.Seed)) : null);
            return Tell(request, await RunAsync(request, policies, plan, prices, found, interruption.Token).ConfigureAwait(false));
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of("fairlead: " + e.Message)).ConfigureAwait(false);
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; nothing is told of a part of the logs").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<SimulationReport> RunAsync(
        SimulateRequest request, SimulatedPolicies policies, SimulationPlan plan, PriceBook? prices, LogCollection found, CancellationToken cancel)
    {
        var run = new SimulationRun(plan, request.Logs.Format, Environment.ProcessorCount);
        using var progress = new LogProgress(found.Logs, () => run.Lines, () => run.BytesRead, TimeProvider.System);
        var result = await run.RunAsync(found.Logs, prices, cancel).ConfigureAwait(false);
        return new SimulationReport
        {
            Result = result,
            Percent = request.Percent,
            Currency = prices?.Currency,
            MaxIncrease = request.MaxIncrease,
            MissingNetworks = policies.MissingNetworks,
            Failures = run.Failures,
        };
    }

    private static int Tell(SimulateRequest request, SimulationReport report)
    {
        if (request.IsJson) JsonOutput.Write(json => SimulationJson.Write(json, report));
        else SimulationText.Write(Console.Out, report);
        LogsText.Write(Console.Error, report.Result.Logs, report.Failures);
        if (report.Result.Requests == 0) Console.Error.WriteLine("fairlead: nothing was replayed: see what the logs are, and whether they are of requests for what the policy serves");
        if (report.RisesTooMuch) Console.Error.WriteLine(SimulationText.RiseOf(report));
        return report.RisesTooMuch || report.Failures.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
