using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli.Promoting;

/// <summary>The arguments of <c>promote add</c>.</summary>
internal sealed class AddArguments
{
    private readonly Argument<string[]> _images = new("IMAGE") { Description = "HOST/REPOSITORY:TAG, or HOST/REPOSITORY@DIGEST, in a staging registry.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _manifests = PathOption.Create("--manifests", "The folder with manifests/ and images/, or one file with both.", "DIR");
    private readonly Option<string?> _manifest = new("--manifest") { Description = "The manifest by its name, where several promote from the same registry.", HelpName = "NAME" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "What it is promoted as, instead of the IMAGE's tag. May be given several times.", HelpName = "NEW" };
    private readonly Option<string[]> _map = new("--map") { Description = "Take another registry in the place of one that the manifests name, or of what its name begins with.", HelpName = "FROM=TO" };
    private readonly Option<string[]> _plainHttp = new("--plain-http") { Description = "Speak plain HTTP to this registry.", HelpName = "HOST" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be added; write nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "What was added, as JSON on stdout." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _manifests.Required = true;
        command.Arguments.Add(_images);
        foreach (var option in new Option[] { _manifests, _manifest, _tags, _map, _plainHttp, _dryRun, _json }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            ReadReferences(result, result.AddError);
            ReadMap(result, result.AddError);
            ReadPlainHttp(result, result.AddError);
            foreach (var tag in result.GetValue(_tags) ?? [])
            {
                if (!TagName.IsValid(tag)) result.AddError($"--tag: {Quoted.Text(tag)} is no tag: 1 to {TagName.MaxLength} letters, digits, '_', '.' or '-', beginning with none of the last two");
            }
        });
    }

    /// <summary>What is to be done; null when the manifests have errors, or none for an image, which has been said then.</summary>
    public AddPlan? Read(CommandResult result, CancellationToken cancel)
    {
        var (path, map) = (result.GetValue(_manifests)!, ReadMap(result, _ => { }));
        var read = new PromotionReader(TimeProvider.System).Read(path, map, cancel);
        foreach (var problem in read.Problems.Where(problem => !problem.IsWarning)) Console.Error.WriteLine(ProblemText.Of(problem));
        if (read.HasErrors) return null;

        var places = new AddPlaces(path, read.Manifests, map);
        var requests = new List<AddRequest>();
        var isGood = true;
        foreach (var reference in ReadReferences(result, _ => { }))
        {
            var tags = result.GetValue(_tags) is { Length: > 0 } given ? given : reference.Tag is { } own ? [own] : Array.Empty<string>();
            if (places.TryFind(reference, result.GetValue(_manifest), out var place, out var problem)) requests.Add(new AddRequest(reference, tags, place));
            else Console.Error.WriteLine(TerminalText.Of("fairlead: " + problem));
            isGood &= place is not null;
        }
        if (!isGood) return null;
        var registries = new RegistryClientOptions { PlainHttp = ReadPlainHttp(result, _ => { }) };
        return new AddPlan(requests, read.Manifests, registries, result.GetValue(_dryRun), result.GetValue(_json));
    }

    private List<ImageReference> ReadReferences(CommandResult result, Action<string> error)
    {
        var references = new List<ImageReference>();
        foreach (var text in result.GetValue(_images) ?? [])
        {
            if (text.StartsWith('-')) error($"there is no option '{TerminalText.Of(text)}'");
            else if (!ImageReference.TryParse(text, out var reference, out var problem)) error(problem);
            else if (reference.Tag is null && reference.Digest is null) error($"{Quoted.Text(text)} names no tag: write {reference}:TAG");
            else references.Add(reference);
        }
        return references;
    }

    private NameMap ReadMap(CommandResult result, Action<string> error)
    {
        var mappings = new List<NameMapping>();
        foreach (var text in result.GetValue(_map) ?? [])
        {
            if (NameMapping.TryParse(text, out var mapping, out var problem)) mappings.Add(mapping);
            else error("--map: " + problem);
        }
        if (NameMap.TryCreate(mappings, out var map, out var twice)) return map;
        error("--map: " + twice);
        return NameMap.Empty;
    }

    private HashSet<string> ReadPlainHttp(CommandResult result, Action<string> error)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in result.GetValue(_plainHttp) ?? [])
        {
            if (RegistryHost.TryParse(text, out var host, out var problem)) hosts.Add(host);
            else error("--plain-http: " + problem);
        }
        return hosts;
    }
}
