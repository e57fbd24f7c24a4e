using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Auditing;

namespace Fairlead.Cli.Promoting;

/// <summary>The options of <c>fairlead promote audit</c>.</summary>
internal sealed class AuditArguments
{
    private readonly Option<string?> _manifests = PathOption.Create("--manifests", "The folder that holds manifests/ and images/, or one manifest with both in it.", "DIR");
    private readonly MapOption _map = new();
    private readonly SignatureOptions _signatures = new();
    private readonly Option<string[]> _ignore = RepeatedOption.Create("--ignore", "KIND", $"Don't look for this: {string.Join(", ", AuditKinds.All.Select(kind => kind.Name()))}.");
    private readonly Option<bool> _json = new("--json") { Description = "The findings as JSON on stdout." };
    private readonly RegistryOptions _registries = new();

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_manifests);
        command.Options.Add(_map.Option);
        _signatures.AddTo(command);
        command.Options.Add(_ignore);
        command.Options.Add(_json);
        _registries.AddTo(command);
        command.Validators.Add(Check);
    }

    /// <summary>What is to be done; null when a file that says so is wrong, which has been said then.</summary>
    public AuditRequest? Read(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        if (_signatures.Read(result) is not { } signatures) return null;
        var options = new AuditOptions(signatures) { Ignored = Ignored(result, _ => { }) };
        return new AuditRequest(result.GetValue(_manifests)!, _map.Read(result, _ => { }), options, _registries.Read(result), result.GetValue(_json));
    }

    private void Check(CommandResult result)
    {
        _registries.PlainHttp(result, result.AddError);
        _map.Read(result, result.AddError);
        var ignored = Ignored(result, result.AddError);
        if (ignored.Count == AuditKinds.All.Count) result.AddError("--ignore leaves nothing to look for");
        if (result.GetResult(_manifests) is null) result.AddError("say what is to be there, with --manifests DIR");
    }

    private HashSet<AuditKind> Ignored(CommandResult result, Action<string> error)
    {
        var kinds = new HashSet<AuditKind>();
        foreach (var word in RepeatedOption.Values(result, _ignore, error))
        {
            var known = AuditKinds.All.Where(kind => kind.Name() == word).ToList();
            if (known.Count == 0) error($"--ignore: '{TerminalText.Of(word)}' is none of {string.Join(", ", AuditKinds.All.Select(kind => kind.Name()))}");
            kinds.UnionWith(known);
        }
        return kinds;
    }
}
