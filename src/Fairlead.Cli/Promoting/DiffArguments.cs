using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Cli.Promoting;

/// <summary>The arguments of <c>promote diff</c>.</summary>
internal sealed class DiffArguments
{
    private readonly Argument<string> _range = new("RANGE") { Description = "BASE..HEAD, or BASE...HEAD for what a pull request shows." };
    private readonly Option<string?> _manifests = PathOption.Create("--manifests", "Where the manifests are in the repository, from its top. Default: there.", "DIR");
    private readonly Option<string?> _repository = PathOption.Create("--repository", "The repository. Default: the one that the current folder is in.", "GITDIR");
    private readonly Option<bool> _offline = new("--offline") { Description = "Compare the manifests alone; ask no registry and no store." };
    private readonly Option<bool> _allowLost = new("--allow-lost") { Description = "Don't fail where the source lacks something." };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "As Markdown, for a comment; names can't act as any." };
    private readonly Option<bool> _json = new("--json") { Description = "As JSON." };
    private readonly RegistryNames _registries = new();

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_range);
        foreach (var option in new Option[] { _manifests, _repository, _offline, _allowLost, _markdown, _json }) command.Options.Add(option);
        _registries.AddTo(command);
        command.Validators.Add(result =>
        {
            _registries.Check(result);
            if (result.GetValue(_range) is { } text && !RevisionRange.TryParse(text, out _, out var problem)) result.AddError(problem);
            if (!RepositoryPath.TryParse(result.GetValue(_manifests) ?? "", out _, out var wrong)) result.AddError("--manifests: " + wrong);
            if (result.GetValue(_markdown) && result.GetValue(_json)) result.AddError("--markdown or --json: leave one out");
        });
    }

    /// <summary>What is to be done, by arguments that are right.</summary>
    public DiffPlan Read(CommandResult result)
    {
        RevisionRange.TryParse(result.GetValue(_range)!, out var range, out _);
        RepositoryPath.TryParse(result.GetValue(_manifests) ?? "", out var path, out _);
        return new DiffPlan
        {
            Range = range!,
            Path = path!,
            Repository = result.GetValue(_repository),
            Map = _registries.Map(result),
            Registries = result.GetValue(_offline) ? null : _registries.Registries(result),
            AllowLost = result.GetValue(_allowLost),
            IsMarkdown = result.GetValue(_markdown),
            IsJson = result.GetValue(_json),
        };
    }
}
