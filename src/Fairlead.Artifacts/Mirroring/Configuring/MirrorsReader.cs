using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>The file from top to bottom.</summary>
internal sealed class MirrorsReader(YamlReport report, string baseDirectory)
{
    private const int MaxParallelBlobs = 1024;
    private const int MaxRate = 1_000_000;

    /// <summary>What it says; unfit for use when the report has an error.</summary>
    public MirrorsConfig? Read(YamlNode root)
    {
        if (report.Map(root, "the file of mirrors") is not { } file) return null;
        var jobs = ReadJobs(file);
        var registries = file.Map("registries");
        return new MirrorsConfig
        {
            Jobs = jobs,
            PlainHttp = [.. (registries?.TextOrTexts("plainHttp") ?? []).Select(ReadHost).OfType<string>()],
            RatePerSecond = registries?.Int("rate", 1, MaxRate),
            ParallelBlobs = registries?.Int("jobs", 1, MaxParallelBlobs),
        };
    }

    private List<SyncJob> ReadJobs(MapReader file)
    {
        var jobs = new List<SyncJob>();
        if (!file.Has("mirrors")) report.Add(file.Node, "there are no 'mirrors': list what is to be copied and where to");
        else if (file.IsEmptyList("mirrors")) report.Add(file.KeyOf("mirrors"), "'mirrors' has no items: list what is to be copied and where to");
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new JobReader(report, baseDirectory);
        foreach (var item in file.List("mirrors") ?? [])
        {
            if (report.Map(item, "an item of 'mirrors'") is not { } map) continue;
            var name = map.Text("name");
            if (name is null && !map.Has("name")) report.Add(map.Node, "an item of 'mirrors' needs a 'name'");
            else if (name is not null && !IsName(name.Text)) report.Add(name, $"{Quoted.Text(name.Text)} is not a name: letters, digits, '.', '-' and '_', 64 at the most");
            else if (name is not null && !names.TryAdd(name.Text, name.Line)) report.Add(name, $"there are two mirrors {Quoted.Text(name.Text)}, the first in line {names[name.Text]}: give each a name of its own");
            jobs.Add(reader.Read(map, name?.Text ?? ""));
        }
        return jobs;
    }

    private string? ReadHost(YamlScalar text)
    {
        if (RegistryHost.TryParse(text.Text, out var host, out var problem)) return host;
        report.Add(text, problem);
        return null;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
