using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary><c>--map FROM=TO ...</c>: other registries and buckets in the place of those that manifests name.</summary>
internal sealed class MapOption
{
    private readonly Option<string[]> _option = RepeatedOption.Create("--map", "FROM=TO", "In the manifests, TO takes the place of FROM and of what lies below it: to try them in a sandbox.");

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>What it says; what is wrong with it goes to <paramref name="error"/>.</summary>
    public NameMap Read(CommandResult result, Action<string> error) => Parse(RepeatedOption.Values(result, _option, error), error);

    /// <summary>What values of such an option say; what is wrong with them goes to <paramref name="error"/>.</summary>
    public static NameMap Parse(IEnumerable<string> values, Action<string> error)
    {
        var mappings = new List<NameMapping>();
        foreach (var text in values)
        {
            if (NameMapping.TryParse(text, out var mapping, out var problem)) mappings.Add(mapping);
            else error($"--map: {problem}");
        }
        if (NameMap.TryCreate(mappings, out var map, out var twice)) return map;
        error($"--map: {twice}");
        return NameMap.Empty;
    }
}
