using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Artifacts.Promotion.Manifests;
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
    private readonly RegistryNames _registries = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be added; write nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "What was added, as JSON on stdout." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _manifests.Required = true;
        command.Arguments.Add(_images);
        foreach (var option in new Option[] { _manifests, _manifest, _tags, _dryRun, _json }) command.Options.Add(option);
        _registries.AddTo(command);
        command.Validators.Add(result =>
        {
            ReadReferences(result, result.AddError);
            _registries.Check(result);
            foreach (var tag in result.GetValue(_tags) ?? [])
            {
                if (!TagName.IsValid(tag)) result.AddError($"--tag: {Quoted.Text(tag)} is no tag: 1 to {TagName.MaxLength} letters, digits, '_', '.' or '-', beginning with none of the last two");
            }
        });
    }

    /// <summary>What is to be done; null when the manifests have errors, or none for an image, which has been said then.</summary>
    public AddPlan? Read(CommandResult result, CancellationToken cancel)
    {
        var (path, map) = (result.GetValue(_manifests)!, _registries.Map(result));
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
        return new AddPlan(requests, read.Manifests, _registries.Registries(result), result.GetValue(_dryRun), result.GetValue(_json));
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
}
