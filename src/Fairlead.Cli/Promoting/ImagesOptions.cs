using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options of <c>fairlead promote images</c>, and of <c>promote plan</c>, which takes the same, so that a script may swap the verb.</summary>
internal sealed class ImagesOptions
{
    private readonly Option<string?> _manifests = PathOption.Create("--manifests", "The folder that holds manifests/ and images/, or one manifest with both in it.", "DIR");
    private readonly Option<bool> _confirm = new("--confirm") { Description = "Copy; without it, nothing is put anywhere." };
    private readonly MapOption _map = new();
    private readonly Option<bool> _allowLost = new("--allow-lost") { Description = "Don't fail where something is in neither the source nor the destination; the rest is copied in any case." };
    private readonly Option<string?> _plan = PathOption.Create("--plan", "Apply this plan, of --plan-out, as far as the registries still are as it says. With --manifests: only what they ask for.");
    private readonly Option<string?> _planOut = OutputOption.Create("--plan-out", "Write the plan there, before anything is copied.");
    private readonly SignatureOptions _signatures = new();
    private readonly Option<string?> _sync = PathOption.Create("--sync", "Then fill the mirrors of this mirrors.yaml with the promoted images.", "mirrors.yaml");
    private readonly Option<string?> _beforeCopy = new("--before-copy") { Description = "Run by /bin/sh with the plan's JSON on stdin, before anything is copied; a non-zero exit vetoes.", HelpName = "COMMAND" };
    private readonly RecordOption _record = new();
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Every edge on a line of its own, those that need nothing too." };
    private readonly Option<bool> _json = new("--json") { Description = "The plan, and what came of it, as JSON on stdout." };
    private readonly RegistryOptions _registries = new();

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _manifests, _confirm, _map.Option, _allowLost, _plan, _planOut }) command.Options.Add(option);
        _signatures.AddTo(command);
        foreach (var option in new[] { _sync, _beforeCopy, _record.Option, _verbose, _json }) command.Options.Add(option);
        _registries.AddTo(command);
        command.Validators.Add(Check);
    }

    /// <summary>What is to be done; null when a file that says so is wrong, which has been said then.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mayCopy">Whether the verb copies at all.</param>
    public ImagesRequest? Read(ParseResult parsed, bool mayCopy)
    {
        var result = parsed.CommandResult;
        if (_signatures.Read(result) is not { } signatures) return null;
        var mirrors = result.GetValue(_sync) is { } path ? JobOptions.LoadMirrors(path) : null;
        if (mirrors is null && result.GetValue(_sync) is not null) return null;
        var record = _record.Read(result);
        if (!RecordOption.IsConfigured(record)) return null;
        var registries = _registries.Read(result);
        return new ImagesRequest
        {
            Manifests = result.GetValue(_manifests),
            Map = _map.Read(result, _ => { }),
            Plan = result.GetValue(_plan),
            PlanOut = result.GetValue(_planOut),
            Signatures = signatures,
            AllowLost = result.GetValue(_allowLost),
            IsConfirmed = mayCopy && result.GetValue(_confirm),
            MayCopy = mayCopy,
            BeforeCopy = result.GetValue(_beforeCopy),
            Mirrors = mirrors,
            Record = record,
            Jobs = _registries.Jobs(result),
            // The mirrors are filled by the same clients.
            Registries = registries with
            {
                PlainHttp = registries.PlainHttp.Concat(mirrors?.PlainHttp ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
                RatePerSecond = registries.RatePerSecond ?? mirrors?.RatePerSecond,
                MaxConcurrency = RegistryOptions.ConcurrencyOf(_registries.Jobs(result) ?? mirrors?.ParallelBlobs),
            },
            IsVerbose = result.GetValue(_verbose),
            IsJson = result.GetValue(_json),
        };
    }

    private void Check(CommandResult result)
    {
        _registries.PlainHttp(result, result.AddError);
        _map.Read(result, result.AddError);
        var hasManifests = result.GetResult(_manifests) is not null;
        if (!hasManifests && result.GetResult(_plan) is null) result.AddError("say what is promoted, with --manifests DIR, or with --plan FILE");
        if (!hasManifests && result.GetResult(_map.Option) is { Implicit: false }) result.AddError("--map replaces names of manifests: give --manifests, or leave it out");
        if (result.GetResult(_beforeCopy) is { Tokens: [{ Value: "" }] }) result.AddError("--before-copy is empty: give a command, or leave it out");
        if (result.GetValue(_confirm)) _record.CheckDefault(result);
    }
}
