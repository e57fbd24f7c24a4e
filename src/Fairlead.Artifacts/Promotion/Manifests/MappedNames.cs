using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>The names that all manifests of a run have, and what the command line puts in their place.</summary>
internal sealed class MappedNames(NameMap flags)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>What takes a name's place: the command line's word before the manifest's own; null where it stays.</summary>
    public string? Find(string name, NameMap own)
    {
        _seen.Add(name);
        return flags.Find(name) ?? own.Find(name);
    }

    /// <summary>What the command line replaces and no manifest has.</summary>
    /// <param name="path">What the user named as the manifests.</param>
    public IEnumerable<PromotionProblem> Unmatched(string path) => flags.Unmatched(_seen).Select(mapping => new PromotionProblem(
        new FilePlace(path, 0, 0),
        $"--map {Quoted.Text(mapping.ToString())}: no name in the manifests is {Quoted.Text(mapping.From)} or below it{Suggest(mapping.From)}"));

    private string Suggest(string from) => Suggestion.Nearest(from, _seen) is { } near ? $": did you mean {Quoted.Text(near)}?" : "";
}
