using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options that promoting images and promoting files have in common.</summary>
/// <param name="folders">What the folder of manifests holds.</param>
/// <param name="lost">What may be lost.</param>
/// <param name="places">What is promoted to.</param>
internal sealed class PromotionFlags(string folders, string lost, string places)
{
    private readonly Option<string?> _manifests = PathOption.Create("--manifests", $"The folder that holds {folders}, or one manifest with both in it.", "DIR");
    private readonly Option<bool> _confirm = new("--confirm") { Description = "Copy; without it, nothing is put anywhere." };
    private readonly MapOption _map = new();
    private readonly Option<bool> _allowLost = new("--allow-lost") { Description = $"Don't fail where {lost} is in neither the source nor the destination; the rest is copied in any case." };
    private readonly Option<string?> _plan = PathOption.Create("--plan", $"Apply this plan, of --plan-out, as far as the {places} still are as it says. With --manifests: only what they ask for.");
    private readonly Option<string?> _planOut = OutputOption.Create("--plan-out", "Write the plan there, before anything is copied.");
    private readonly Option<string?> _beforeCopy = new("--before-copy") { Description = "Run by /bin/sh with the plan's JSON on stdin, before anything is copied; a non-zero exit vetoes.", HelpName = "COMMAND" };
    private readonly RecordOption _record = new();
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Every edge on a line of its own, those that need nothing too." };
    private readonly Option<bool> _json = new("--json") { Description = "The plan, and what came of it, as JSON on stdout." };

    /// <summary>Adds them to a verb, those of its own between those for planning and those for copying.</summary>
    public void AddTo(Command command, Action own)
    {
        foreach (var option in new[] { _manifests, _confirm, _map.Option, _allowLost, _plan, _planOut }) command.Options.Add(option);
        own();
        foreach (var option in new[] { _beforeCopy, _record.Option, _verbose, _json }) command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>Whether a plan is given.</summary>
    public bool HasPlan(CommandResult result) => result.GetResult(_plan) is not null;

    /// <summary>The request with what they say; null when something that they name is configured wrong, which has been said then.</summary>
    public T? Read<T>(CommandResult result, T request)
        where T : PromotionRequest
    {
        var record = _record.Read(result);
        if (!RecordOption.IsConfigured(record)) return null;
        return (T)((PromotionRequest)request with
        {
            Manifests = result.GetValue(_manifests),
            Map = _map.Read(result, _ => { }),
            Plan = result.GetValue(_plan),
            PlanOut = result.GetValue(_planOut),
            AllowLost = result.GetValue(_allowLost),
            IsConfirmed = result.GetValue(_confirm),
            BeforeCopy = result.GetValue(_beforeCopy),
            Record = record,
            IsVerbose = result.GetValue(_verbose),
            IsJson = result.GetValue(_json),
        });
    }

    private void Check(CommandResult result)
    {
        _map.Read(result, result.AddError);
        var hasManifests = result.GetResult(_manifests) is not null;
        if (!hasManifests && !HasPlan(result)) result.AddError("say what is promoted, with --manifests DIR, or with --plan FILE");
        if (!hasManifests && result.GetResult(_map.Option) is { Implicit: false }) result.AddError("--map replaces names of manifests: give --manifests, or leave it out");
        if (result.GetResult(_beforeCopy) is { Tokens: [{ Value: "" }] }) result.AddError("--before-copy is empty: give a command, or leave it out");
        if (result.GetValue(_confirm)) _record.CheckDefault(result);
    }
}
