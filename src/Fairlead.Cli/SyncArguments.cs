using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli;

/// <summary>The options of <c>fairlead sync</c>.</summary>
internal sealed class SyncArguments
{
    private static readonly TimeSpan s_maxEvery = TimeSpan.FromDays(30);

    private readonly SourceOptions _sources = new();
    private readonly Option<string[]> _to = RepeatedOption.Create("--to", "STORE", "s3://BUCKET[/PREFIX][?region=&endpoint=&keys=] or file:///FOLDER[?keys=].");
    private readonly Option<string?> _inventory = new("--inventory") { Description = $"Key of the object that says what a store holds. Default: {SyncDestination.DefaultInventoryKey}.", HelpName = "KEY" };
    private readonly Option<string?> _config = PathOption.Create("--config", "A mirrors.yaml with sources and destinations, instead of those of the command line.");
    private readonly RegistryOptions _registries = new();
    private readonly Option<Shard?> _shard = new("--shard") { Description = "Only part I, from 0, of N parts of all blobs: '--shard $JOB_COMPLETION_INDEX/8' in a Kubernetes Indexed Job of 8.", HelpName = "I/N", CustomParser = ParseShard };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say how many blobs and bytes; put nothing anywhere." };
    private readonly Option<TimeSpan?> _every = new("--every") { Description = "Run again and again, so long after each run: 30m, 1h.", HelpName = "DURATION", CustomParser = ParseEvery };
    private readonly Option<bool> _json = new("--json") { Description = "The report as JSON on stdout; with --every, one line a run." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _sources.AddTo(command);
        foreach (var option in new Option[] { _to, _inventory, _config }) command.Options.Add(option);
        _registries.AddTo(command);
        foreach (var option in new Option[] { _shard, _dryRun, _every, _json }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            _registries.Read(result, result.AddError);
            if (result.GetResult(_config) is null) ReadJob(result, result.AddError);
            else if (new[] { _sources.FirstGiven(result), Given(result, _to), Given(result, _inventory) }.OfType<string>().FirstOrDefault() is { } other)
                result.AddError($"--config says what is copied and where to: leave {other} out");
        });
    }

    /// <summary>What is to be done; null when the file of mirrors is wrong, which has been said then.</summary>
    public SyncPlan? Read(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        MirrorsConfig? config = null;
        if (parsed.GetValue(_config) is { } path)
        {
            config = Load(path);
            if (config is null) return null;
        }
        var registries = _registries.Read(result, _ => { });
        var jobs = _registries.Jobs(result) ?? config?.ParallelBlobs;
        return new SyncPlan
        {
            Jobs = config?.Jobs ?? [ReadJob(result, _ => { })],
            Registries = registries with
            {
                PlainHttp = registries.PlainHttp.Concat(config?.PlainHttp ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
                RatePerSecond = registries.RatePerSecond ?? config?.RatePerSecond,
                MaxConcurrency = RegistryOptions.ConcurrencyOf(jobs),
            },
            Sync = new SyncOptions
            {
                Copy = jobs is { } count ? new CopyOptions { Jobs = count } : new CopyOptions(),
                Shard = parsed.GetValue(_shard),
                DryRun = parsed.GetValue(_dryRun),
            },
            Every = parsed.GetValue(_every),
            IsJson = parsed.GetValue(_json),
        };
    }

    private SyncJob ReadJob(CommandResult result, Action<string> error)
    {
        var sources = _sources.Read(result, error);
        if (sources.Count == 0 && _sources.FirstGiven(result) is null) error("say what is copied, with --from, --all-repositories, --manifests, --list or --config");
        var key = result.GetValue(_inventory) ?? SyncDestination.DefaultInventoryKey;
        if (!SyncDestination.IsInventoryKey(key)) error($"--inventory: '{TerminalText.Of(key)}' can't be the key of an inventory: write it as {SyncDestination.DefaultInventoryKey}");
        var destinations = new List<SyncDestination>();
        foreach (var text in result.GetValue(_to) ?? [])
        {
            if (!StoreUrl.TryParse(text, out var url, out var problem)) error("--to: " + problem);
            else if (destinations.Any(one => one.Url.Text == url.Text)) error($"--to: {url.Text} is there twice");
            else destinations.Add(new SyncDestination(url, key));
        }
        if (result.GetResult(_to) is null) error("say where to, with --to s3://BUCKET or --to file:///FOLDER");
        return new SyncJob("", sources, destinations);
    }

    private static MirrorsConfig? Load(string path)
    {
        var load = MirrorsFile.Load(path);
        foreach (var problem in load.Problems) Console.Error.WriteLine(Text(path, problem));
        return load.Config;
    }

    private static string Text(string path, YamlProblem problem) => $"{path}{(problem.Line > 0 ? $":{problem.Line}:{problem.Column}" : "")}: error: {problem.Message}";

    private static string? Given(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false } ? option.Name : null;

    private static Shard? ParseShard(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Shard.TryParse(text, out var shard)) return shard;
        result.AddError($"--shard: '{TerminalText.Of(text)}' is not I/N, with I from 0 to N - 1 and N up to {Shard.MaxCount}; write 0/8 for the first of eight");
        return null;
    }

    private static TimeSpan? ParseEvery(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryParse(text, out var every) && every >= TimeSpan.FromSeconds(1) && every <= s_maxEvery) return every;
        result.AddError($"--every: '{TerminalText.Of(text)}' is not a duration from 1s to {DurationText.Format(s_maxEvery)}; write 30m or 1h");
        return null;
    }
}
