using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli.Promoting;

/// <summary><c>--signatures</c>, and the policy that says where they belong.</summary>
internal sealed class SignatureOptions
{
    private readonly Option<string?> _mode = new("--signatures") { Description = "Which destinations get the signatures, attestations, SBOMs and other referrers: all, canonical (the policy's upstream.signatures) or none. Default: all.", HelpName = "RULE" };
    private readonly Option<string?> _policy = PathOption.Create("--policy", "The redirector's policy, for --signatures canonical.");

    public SignatureOptions()
    {
        _mode.CompletionSources.Add("all", "canonical", "none");
        _mode.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("all" or "canonical" or "none") and var other }]) result.AddError($"--signatures: {Quoted.Text(other)} is none of all, canonical, none");
        });
    }

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_mode);
        command.Options.Add(_policy);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_mode) is "canonical" && result.GetValue(_policy) is null) result.AddError("--signatures canonical needs --policy FILE: its upstream.signatures is where they belong");
        });
    }

    /// <summary>The rule; null when the policy is wrong, or doesn't say, which has been said then.</summary>
    public SignatureRule? Read(CommandResult result)
    {
        if (result.GetValue(_mode) is not "canonical") return new SignatureRule(result.GetValue(_mode) is "none" ? SignatureMode.None : SignatureMode.All);
        var path = result.GetValue(_policy)!;
        if (PolicyOption.Load(PolicyOption.SourceOf(path), showWarnings: false) is not { } policy) return null;
        if (policy.Upstream.Signatures is { } url) return new SignatureRule(SignatureMode.Canonical, new Uri(url).Authority);
        Console.Error.WriteLine($"fairlead: {TerminalText.Of(path)} has no upstream.signatures: add it, or promote with --signatures all");
        return null;
    }
}
