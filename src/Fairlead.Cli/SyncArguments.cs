using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli;

/// <summary>The options of <c>fairlead sync</c>.</summary>
internal sealed class SyncArguments
{
    private static readonly TimeSpan s_maxEvery = TimeSpan.FromDays(30);

    private readonly JobOptions _job = new();
    private readonly Option<Shard?> _shard = ShardOption.Create("blobs");
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say how many blobs and bytes; put nothing anywhere." };
    private readonly Option<TimeSpan?> _every = new("--every") { Description = "Run again and again, so long after each run: 30m, 1h. A mirrors.yaml is read anew each time.", HelpName = "DURATION", CustomParser = ParseEvery };
    private readonly Option<bool> _json = new("--json") { Description = "The report as JSON on stdout; with --every, one line a run." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _job.AddTo(command);
        foreach (var option in new Option[] { _shard, _dryRun, _every, _json }) command.Options.Add(option);
        command.Validators.Add(result => _job.Check(
            result,
            noSources: "say what is copied, with --from, --all-repositories, --manifests, --list or --config",
            noStores: "say where to, with --to s3://BUCKET or --to file:///FOLDER",
            result.AddError));
    }

    /// <summary>What is to be done; null when the file of mirrors is wrong, which has been said then.</summary>
    public SyncPlan? Read(ParseResult parsed)
    {
        if (_job.Read(parsed.CommandResult) is not { } job) return null;
        return new SyncPlan
        {
            Jobs = job.Jobs,
            Registries = job.Registries,
            Sync = new SyncOptions { Copy = job.Copy, Shard = parsed.GetValue(_shard), DryRun = parsed.GetValue(_dryRun) },
            Every = parsed.GetValue(_every),
            IsJson = parsed.GetValue(_json),
        };
    }

    private static TimeSpan? ParseEvery(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryParse(text, out var every) && every >= TimeSpan.FromSeconds(1) && every <= s_maxEvery) return every;
        result.AddError($"--every: '{TerminalText.Of(text)}' is not a duration from 1s to {DurationText.Format(s_maxEvery)}; write 30m or 1h");
        return null;
    }
}
