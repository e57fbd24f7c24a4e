using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Configuring;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli;

/// <summary>The options that say what blobs are wanted and where they come from.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _from = RepeatedOption.Create("--from", "SOURCE", "HOST[:PORT]/REPOSITORY[:TAG|@DIGEST], or a store that holds blobs already. Without a tag: all tags.");
    private readonly Option<string[]> _allRepositories = RepeatedOption.Create("--all-repositories", "HOST[/PREFIX]", "All repositories of a registry, or those below a prefix.");
    private readonly Option<string[]> _manifests = RepeatedOption.Create("--manifests", "DIR", "The images of promotion manifests. With --from HOST: read from there, whatever registries they name.");
    private readonly Option<string[]> _list = RepeatedOption.Create("--list", "FILE", "Images, one a line.");
    private readonly Option<string?> _missing = new("--missing") { Description = "Just the blobs that a redirector found in no mirror: its admin port's /missing. Needs --from HOST, the registry to read them from.", HelpName = "URL" };
    private readonly SelectionOptions _selection = new();

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _from, _allRepositories, _manifests, _list, _missing }) command.Options.Add(option);
        _selection.AddTo(command);
    }

    /// <summary>The first of these options that is given; null when none is.</summary>
    public string? FirstGiven(CommandResult result)
    {
        Option[] all = [_from, _allRepositories, _manifests, _list, _missing, .. _selection.All];
        return all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;
    }

    /// <summary>The sources in the options' order; what is wrong with them goes to <paramref name="error"/>.</summary>
    public IReadOnlyList<SourceSpec> Read(CommandResult result, Action<string> error)
    {
        var selection = _selection.Read(result, error);
        var sources = new List<SourceSpec>();
        var hosts = new List<string>();
        foreach (var text in RepeatedOption.Values(result, _from, error))
        {
            if (StoreUrl.LooksLikeOne(text)) Add(StoreUrl.TryParse(text, out var url, out var problem) ? new StoreUrlSource(url) : null, "--from", problem);
            else if (!text.Contains('/', StringComparison.Ordinal) && RegistryHost.TryParse(text, out var host, out _)) hosts.Add(host);
            else Add(ImageReference.TryParse(text, out var reference, out var problem) ? new ImageSource(reference, selection) : null, "--from", problem);
        }
        foreach (var text in RepeatedOption.Values(result, _allRepositories, error))
            Add(RegistryPlace.TryParse(text, out var place, out var problem) ? new RegistrySource(place.Host, place.Prefix, selection) : null, "--all-repositories", problem);

        var manifests = RepeatedOption.Values(result, _manifests, error).ToList();
        var missing = result.GetValue(_missing);
        if (hosts.Count > 1) error($"--from: {hosts[0]} and {hosts[1]} are both registries without a repository: with --missing or --manifests, name one");
        if (hosts.Count > 0 && missing is null && manifests.Count == 0)
            error($"--from {hosts[0]} is a registry and names no repository: write {hosts[0]}/REPOSITORY, or --all-repositories {hosts[0]}{(IsRegistryForSure(hosts[0]) ? "" : $"; an image of Docker's own is docker.io/library/{hosts[0]}")}");
        sources.AddRange(manifests.Select(folder => new PromotionSource(Path.GetFullPath(folder), hosts.FirstOrDefault(), selection)));
        sources.AddRange(RepeatedOption.Values(result, _list, error).Select(file => new ListFileSource(Path.GetFullPath(file), selection)));
        if (missing is not null) AddMissing(missing);
        return sources;

        // alpine:3 could be a machine of this network, too.
        static bool IsRegistryForSure(string host) => host.Contains('.', StringComparison.Ordinal) || host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase);

        void Add(SourceSpec? source, string option, string? problem)
        {
            if (source is null) error($"{option}: {problem}");
            else sources.Add(source);
        }

        void AddMissing(string text)
        {
            if (!MissingSource.TryParseUrl(text, out var url)) error($"--missing: '{TerminalText.Of(text)}' is no URL of a redirector's admin port: write it as http://127.0.0.1:9090/missing");
            else if (hosts.Count == 0) error("--missing needs --from HOST: the registry that the blobs are read from");
            else if (sources.Count > 0) error("--missing copies just what is missing: leave out other sources");
            else sources.Add(new MissingSource(url, hosts[0]));
        }
    }
}
