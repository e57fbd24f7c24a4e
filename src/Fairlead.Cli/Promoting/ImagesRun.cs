using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Promotion.Recording;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Cli.Promoting;

/// <summary><c>promote images</c> and <c>promote plan</c>: from manifests or a plan to what came of them.</summary>
internal sealed class ImagesRun(ImagesRequest request, TimeProvider time)
{
    /// <summary>Runs it; the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        try
        {
            IReadOnlyList<PromotionManifest>? manifests = null;
            if (request.Manifests is { } folder && (manifests = ManifestInput.Read(folder, request.Map, time, cancel)) is null) return ExitCode.Wrong;
            // Now, and not later: they are what was read a moment ago.
            var files = request.IsConfirmed ? RecordedFile.Of(ManifestInput.FilesOf(manifests ?? [])) : [];
            PromotionPlan? kept = null;
            if (request.Plan is { } path)
            {
                if (await PlanInput.ReadAsync(path, PlanFile.ReadAsync, cancel).ConfigureAwait(false) is not { } read) return ExitCode.Wrong;
                (kept, files) = (read.Plan, [.. files, read.File]);
                if (manifests is not null && !PlanInput.IsAskedFor(new PlanScope(manifests).Beyond(kept))) return ExitCode.Failed;
            }

            using var registries = new RegistryClients(request.Registries with { Credentials = RegistryCredentials.FromEnvironment(Environment.GetEnvironmentVariable, time) }, time);
            var plan = await PlanAsync(manifests, kept, registries, cancel).ConfigureAwait(false);
            if (request.PlanOut is { } output && !await PlanInput.TryWriteAsync(output, stream => PlanFile.WriteAsync(plan, stream, cancel), cancel).ConfigureAwait(false)) return ExitCode.Failed;
            if (!request.IsJson) ImagesText.Write(Console.Out, plan, request.IsVerbose);
            ImagesProblems.Write(Console.Error, plan, request.AllowLost);
            WarnOfSignatures(plan);

            var outcome = request.IsConfirmed ? await new ImagesPromotion(request, files, registries, time).RunAsync(plan, began, cancel).ConfigureAwait(false) : null;
            if (request.IsJson) await WriteJsonAsync(plan, outcome).ConfigureAwait(false);
            else if (outcome?.Record is { } record) await Console.Out.WriteLineAsync("recorded in " + TerminalText.Of(record)).ConfigureAwait(false);
            if (outcome is not null) return outcome.IsGood ? ExitCode.Done : ExitCode.Failed;
            if (request.MayCopy && HasWork(plan) && !plan.Refused.Any()) request.SayHow();
            return plan.Refused.Any() || !request.IsWhole(plan) ? ExitCode.Failed : ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; nothing was copied").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    /// <summary>Whether there is anything to copy.</summary>
    public static bool HasWork(PromotionPlan plan) => plan.Attachments.Count > 0 || plan.Edges.Any(edge => edge.Action == EdgeAction.Copy);

    private async Task<PromotionPlan> PlanAsync(IReadOnlyList<PromotionManifest>? manifests, PromotionPlan? kept, RegistryClients registries, CancellationToken cancel)
    {
        using var progress = PromotionProgress.OfPlanning(time);
        return kept is not null
            ? await new PlanCheck(registries).CheckAsync(WithinRule(kept), progress, cancel).ConfigureAwait(false)
            : await new PromotionPlanner(registries, request.Signatures, time).PlanAsync(manifests!, progress, cancel).ConfigureAwait(false);
    }

    // It may have been made under another rule than the one that is given now.
    private PromotionPlan WithinRule(PromotionPlan kept) => kept with { Attachments = [.. kept.Attachments.Where(one => request.Signatures.GoTo(one.To))] };

    private void WarnOfSignatures(PromotionPlan plan)
    {
        if (request.Signatures.Mode == SignatureMode.Canonical && plan.Edges.Count > 0 && !plan.Edges.Any(edge => request.Signatures.GoTo(edge.To)))
            Console.Error.WriteLine($"fairlead: no destination is {request.Signatures.CanonicalHost}, the policy's upstream.signatures: no signatures are copied");
    }

    private static async Task WriteJsonAsync(PromotionPlan plan, ImagesOutcome? outcome)
    {
        var output = Console.OpenStandardOutput();
        await using var closing = output.ConfigureAwait(false);
        // Whole, also when the run was interrupted: what was done has to be told.
        await PlanFile.WriteAsync(plan, output, outcome is null ? null : json => OutcomeJson.Write(json, outcome), CancellationToken.None).ConfigureAwait(false);
    }
}
