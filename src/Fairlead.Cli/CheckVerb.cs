using System.CommandLine;
using System.Text.Json;
using Fairlead.Networks.Feeds;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Providers;
using Fairlead.Policy.Requests.Regions;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Cli;

/// <summary><c>fairlead check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var policy = PolicyOption.Create();
        var json = new Option<bool>("--json") { Description = "The problems as a JSON array." };
        var command = new Verb("check", "Tells everything that is wrong with a policy.", """
            Reads the policy, and the feeds and provider files that it has as files; nothing is
            fetched.
            Exit code 0, or 2 when the policy can't be served.

            Examples:
              fairlead check --policy policy.yaml
              fairlead check --policy policy.yaml --json
            """)
        {
            policy, json,
        };
        command.SetAction(parsed => Run(PolicyOption.SourceOf(parsed.GetValue(policy)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(PolicySource source, bool json)
    {
        var load = source.Load();
        var problems = load.Problems.ToList();
        if (load.Policy is { } config) problems.AddRange([.. FeedProblems(source.Name, config), .. ProviderFileProblems(source.Name, config)]);
        var errors = problems.Count(p => p.Severity == Severity.Error);
        if (json) WriteJson(problems);
        else WriteText(source.Name, load.Policy, problems, errors);
        return errors == 0 ? ExitCode.Done : ExitCode.Wrong;
    }

    /// <summary>Feeds from files must be readable; their regions should have a place in the distance table.</summary>
    private static IEnumerable<Problem> FeedProblems(string file, PolicyConfig config)
    {
        using var http = FeedHttp.Create(); // for no request: files only
        var store = new FeedStore(cacheDirectory: null, http, TimeProvider.System);
        foreach (var source in config.Networks.Feeds.Where(f => f.File is not null))
        {
            var update = store.LoadLocal(source);
            if (update.Feed is not { } feed)
            {
                yield return new Problem(Severity.Error, file, 0, 0, update.Message ?? $"feed {source.Name} can't be read");
                continue;
            }
            var unplaced = Unplaced(feed, config);
            if (unplaced.Length > 0)
                yield return new Problem(Severity.Warning, file, 0, 0, $"feed {source.Name}: the distance table has no place for {string.Join(", ", unplaced)}; clients there are served as those without a region, unless 'nearest' says where they should go");
        }
    }

    /// <summary>Regions of a feed whose clients would go to the nearest of several mirrors, if anything were known of where they are.</summary>
    private static string[] Unplaced(LoadedFeed feed, PolicyConfig config)
    {
        var providers = config.Providers.Where(p => p.Networks.Contains(feed.Source.Network) && p.Mirrors.Count > 1).ToArray();
        return
        [
            .. feed.Content.Entries.Select(entry => entry.Region).OfType<string>().Distinct()
                .Where(region => !RegionTable.Default.Contains(region) && providers.Any(p => !p.Nearest.ContainsKey(region) && p.Mirrors.All(mirror => mirror.Region != region)))
                .Order(),
        ];
    }

    /// <summary>Provider files in a folder must be readable; what of them is left out is said.</summary>
    private static IEnumerable<Problem> ProviderFileProblems(string file, PolicyConfig config)
    {
        if (config.ProvidersFrom?.Path is not { } path) return [];
        var load = ProviderFolder.Read(path);
        return [.. load.Problems, .. ProviderMerge.Of(config, file, load.Set).Warnings];
    }

    private static void WriteText(string file, PolicyConfig? config, List<Problem> problems, int errors)
    {
        foreach (var problem in problems) Console.Error.WriteLine(problem.ToString());
        var warnings = problems.Count - errors;
        if (config is null || errors > 0) Console.Error.WriteLine($"{file}: {errors} error(s), {warnings} warning(s)");
        else Console.Out.WriteLine($"{file}: good, {config.Providers.Count} provider(s), {config.Providers.Sum(p => p.Mirrors.Count)} mirror(s), {config.Networks.Feeds.Count} feed(s), {warnings} warning(s)");
    }

    private static void WriteJson(List<Problem> problems)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var problem in problems)
            {
                json.WriteStartObject();
                json.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
                json.WriteString("file", problem.File);
                json.WriteNumber("line", problem.Line);
                json.WriteNumber("column", problem.Column);
                json.WriteString("message", problem.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.Write("\n"u8);
    }
}
