using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli;

/// <summary>The options that say which blobs and which stores, one by one or by a file of mirrors, and how registries are talked to.</summary>
internal sealed class JobOptions
{
    private readonly SourceOptions _sources = new();
    private readonly Option<string[]> _to = RepeatedOption.Create("--to", "STORE", "s3://BUCKET[/PREFIX][?region=&endpoint=&keys=], gs://BUCKET[/PREFIX] or file:///FOLDER[?keys=].");
    private readonly Option<string?> _inventory = new("--inventory") { Description = $"Key of the object that says what a store holds. Default: {SyncDestination.DefaultInventoryKey}.", HelpName = "KEY" };
    private readonly Option<string?> _config = PathOption.Create("--config", "A mirrors.yaml with sources and destinations, instead of those of the command line.");
    private readonly RegistryOptions _registries = new();

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        _sources.AddTo(command);
        foreach (var option in new Option[] { _to, _inventory, _config }) command.Options.Add(option);
        _registries.AddTo(command);
    }

    /// <summary>The first option that names a store; null when none is given.</summary>
    public string? StoreGiven(CommandResult result) => Given(result, _to) ?? Given(result, _inventory);

    /// <summary>Whether sources are named, by themselves or in a file.</summary>
    public bool HasSources(CommandResult result) => _sources.FirstGiven(result) is not null || Given(result, _config) is not null;

    /// <summary>Says what is wrong with them.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="noSources">What is said where no source is named; null where none need be.</param>
    /// <param name="noStores">What is said where no store is named; null where none need be.</param>
    /// <param name="error">Is told.</param>
    public void Check(CommandResult result, string? noSources, string? noStores, Action<string> error)
    {
        _registries.PlainHttp(result, error);
        if (result.GetResult(_config) is not null)
        {
            if ((_sources.FirstGiven(result) ?? StoreGiven(result)) is { } other) error($"--config says what is copied and where to: leave {other} out");
            return;
        }
        var job = ReadJob(result, error);
        if (noSources is not null && job.Sources.Count == 0 && _sources.FirstGiven(result) is null) error(noSources);
        if (noStores is not null && result.GetResult(_to) is null) error(noStores);
    }

    /// <summary>What they say; null when the file of mirrors is wrong, or what it says can't be done on this machine, which has been said then.</summary>
    public JobPlan? Read(CommandResult result)
    {
        MirrorsConfig? config = null;
        if (result.GetValue(_config) is { } path)
        {
            config = LoadMirrors(path);
            if (config is null) return null;
        }
        var registries = _registries.Read(result);
        var jobs = _registries.Jobs(result) ?? config?.ParallelBlobs;
        registries = registries with
        {
            PlainHttp = registries.PlainHttp.Concat(config?.PlainHttp ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
            RatePerSecond = registries.RatePerSecond ?? config?.RatePerSecond,
            MaxConcurrency = RegistryOptions.ConcurrencyOf(jobs),
        };
        IReadOnlyList<SyncJob> plan = config?.Jobs ?? [ReadJob(result, _ => { })];
        return config is not null || AreConfigured(plan) ? new JobPlan(plan, registries, jobs is { } count ? new CopyOptions { Jobs = count } : new CopyOptions()) : null;
    }

    /// <summary>Reads a file of mirrors; null when it is wrong, or what it says can't be done on this machine, which has been said then.</summary>
    public static MirrorsConfig? LoadMirrors(string path)
    {
        var load = MirrorsFile.Load(path);
        foreach (var problem in load.Problems) Console.Error.WriteLine(Text(path, problem));
        return load.Config is { } config && AreConfigured(config.Jobs) ? config : null;
    }

    /// <summary>Whether nothing is known already that would keep a store from being spoken to, such as a region that nobody names.</summary>
    private static bool AreConfigured(IReadOnlyList<SyncJob> jobs)
    {
        var stores = jobs.SelectMany(job => job.Sources.OfType<StoreUrlSource>().Select(source => source.Url).Concat(job.Destinations.Select(one => one.Url)));
        string[] problems = [.. stores.Select(url => url.Misconfiguration(TimeProvider.System)).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (var problem in problems) Console.Error.WriteLine("fairlead: " + problem);
        return problems.Length == 0;
    }

    private SyncJob ReadJob(CommandResult result, Action<string> error)
    {
        var sources = _sources.Read(result, error);
        var key = result.GetValue(_inventory) ?? SyncDestination.DefaultInventoryKey;
        if (!SyncDestination.IsInventoryKey(key)) error($"--inventory: '{TerminalText.Of(key)}' can't be the key of an inventory: write it as {SyncDestination.DefaultInventoryKey}");
        var destinations = new List<SyncDestination>();
        foreach (var text in RepeatedOption.Values(result, _to, error))
        {
            if (!StoreUrl.TryParse(text, out var url, out var problem)) error("--to: " + problem);
            else if (destinations.Find(one => one.Url.IsSamePlaceAs(url)) is { } same)
                error($"--to: {url.Text} is there twice{(same.Url.Text == url.Text ? "" : $", first as {same.Url.Text}")}: remove one");
            else destinations.Add(new SyncDestination(url, key));
        }
        return new SyncJob("", sources, destinations);
    }

    private static string Text(string path, YamlProblem problem) => $"{path}{(problem.Line > 0 ? $":{problem.Line}:{problem.Column}" : "")}: error: {problem.Message}";

    private static string? Given(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false } ? option.Name : null;
}
