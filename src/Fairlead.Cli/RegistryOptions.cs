using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli;

/// <summary>The options that say how registries are talked to.</summary>
internal sealed class RegistryOptions
{
    private readonly Option<string[]> _plainHttp = RepeatedOption.Create("--plain-http", "HOST", "Speak plain HTTP to this registry.");
    private readonly Option<double?> _rate = RateOption.Create("Requests to one registry in a second, at the most. Default: no limit.");
    private readonly Option<int?> _jobs = JobsOption.Create("Blobs at the same time. Default: 8.");
    private readonly Option<string?> _cache = CacheOption.Create("Where manifests that were seen are kept, so that the next run asks for new ones only; without a home folder, nowhere unless this says so.");

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _plainHttp, _rate, _jobs, _cache }) command.Options.Add(option);
    }

    /// <summary>Blobs at the same time; null when the option is not given.</summary>
    public int? Jobs(CommandResult result) => result.GetValue(_jobs);

    /// <summary>The hosts that are spoken to over plain HTTP; what is wrong with them goes to <paramref name="error"/>.</summary>
    public IReadOnlySet<string> PlainHttp(CommandResult result, Action<string> error) => ParsePlainHttp(RepeatedOption.Values(result, _plainHttp, error), error);

    /// <summary>What values of such an option say; what is wrong with them goes to <paramref name="error"/>.</summary>
    public static IReadOnlySet<string> ParsePlainHttp(IEnumerable<string> values, Action<string> error)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in values)
        {
            if (RegistryHost.TryParse(text, out var host, out var problem)) hosts.Add(host);
            else error("--plain-http: " + problem);
        }
        return hosts;
    }

    /// <summary>How registries are talked to, by options that are right.</summary>
    public RegistryClientOptions Read(CommandResult result) => new()
    {
        PlainHttp = PlainHttp(result, _ => { }),
        RatePerSecond = result.GetValue(_rate),
        MaxConcurrency = ConcurrencyOf(result.GetValue(_jobs)),
        ManifestCacheFolder = result.GetValue(_cache) is { } cache ? Path.Combine(Path.GetFullPath(cache), "manifests") : null,
    };

    /// <summary>Requests to one registry at the same time, where so many blobs are copied.</summary>
    public static int ConcurrencyOf(int? jobs) => Math.Max(new RegistryClientOptions().MaxConcurrency, jobs ?? 0);
}
