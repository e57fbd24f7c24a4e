using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options of <c>fairlead promote files</c>.</summary>
internal sealed class FilesOptions
{
    /// <summary>Files at the same time, where nobody says.</summary>
    public const int DefaultJobs = 8;

    private const int MaxJobs = 256;

    private readonly Option<string?> _manifests = PathOption.Create("--manifests", "The folder that holds filestores/ and manifests/, or one manifest with both in it.", "DIR");
    private readonly Option<bool> _confirm = new("--confirm") { Description = "Copy; without it, nothing is put anywhere." };
    private readonly MapOption _map = new();
    private readonly Option<bool> _allowLost = new("--allow-lost") { Description = "Don't fail where a file is in neither the source nor the destination; the rest is copied in any case." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that have the same name and another content, instead of refusing." };
    private readonly Option<string?> _plan = PathOption.Create("--plan", "Apply this plan, of --plan-out, as far as the stores still are as it says. With --manifests: only what they ask for.");
    private readonly Option<string?> _planOut = OutputOption.Create("--plan-out", "Write the plan there, before anything is copied.");
    private readonly Option<string?> _beforeCopy = new("--before-copy") { Description = "Run by /bin/sh with the plan's JSON on stdin, before anything is copied; a non-zero exit vetoes.", HelpName = "COMMAND" };
    private readonly RecordOption _record = new();
    private readonly Option<int?> _jobs = CountOption.Create("--jobs", "Files at the same time. Default: 8.");
    private readonly Option<string?> _cache = CacheOption.Create("Where the SHA-256 of files is kept that had to be read to know it; without a home folder, nowhere unless this says so.");
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Every edge on a line of its own, those that need nothing too." };
    private readonly Option<bool> _json = new("--json") { Description = "The plan, and what came of it, as JSON on stdout." };

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { _manifests, _confirm, _map.Option, _allowLost, _overwrite, _plan, _planOut, _beforeCopy, _record.Option, _jobs, _cache, _verbose, _json })
            command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>What is to be done.</summary>
    public FilesRequest Read(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        return new FilesRequest
        {
            Manifests = result.GetValue(_manifests),
            Map = _map.Read(result, _ => { }),
            Plan = result.GetValue(_plan),
            PlanOut = result.GetValue(_planOut),
            AllowLost = result.GetValue(_allowLost),
            Overwrite = result.GetValue(_overwrite),
            IsConfirmed = result.GetValue(_confirm),
            BeforeCopy = result.GetValue(_beforeCopy),
            Record = _record.Read(result),
            Jobs = result.GetValue(_jobs) ?? DefaultJobs,
            Cache = result.GetValue(_cache) is { } folder ? Path.Combine(folder, "files") : null,
            IsVerbose = result.GetValue(_verbose),
            IsJson = result.GetValue(_json),
        };
    }

    private void Check(CommandResult result)
    {
        _map.Read(result, result.AddError);
        var (hasManifests, hasPlan) = (result.GetResult(_manifests) is not null, result.GetResult(_plan) is not null);
        if (!hasManifests && !hasPlan) result.AddError("say what is promoted, with --manifests DIR, or with --plan FILE");
        if (!hasManifests && result.GetResult(_map.Option) is { Implicit: false }) result.AddError("--map replaces names of manifests: give --manifests, or leave it out");
        if (hasPlan && result.GetValue(_overwrite)) result.AddError("--overwrite is for making a plan, and says in it what is replaced: leave it out with --plan");
        if (result.GetResult(_beforeCopy) is { Tokens: [{ Value: "" }] }) result.AddError("--before-copy is empty: give a command, or leave it out");
        if (result.GetResult(_jobs) is { Tokens: [var jobs] } && result.GetValue(_jobs) > MaxJobs) result.AddError($"--jobs: {TerminalText.Of(jobs.Value)} is more than {MaxJobs}");
        if (result.GetValue(_confirm)) _record.CheckDefault(result);
    }
}
