using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Probing;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli;

/// <summary>The options that say which redirector is asked, as whom, and where it should lead.</summary>
internal sealed class ThroughOptions
{
    private readonly Argument<string[]> _images = new("IMAGE") { Description = "With --through: REPOSITORY[:TAG|@DIGEST], asked for at the redirector.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _through = ServerUrlOption.Create("--through", "Ask this redirector, as a client would.");
    private readonly Option<string?> _as = new("--as") { Description = "The client's address.", HelpName = "ADDRESS" };
    private readonly ClaimOptions _claim = new();
    private readonly Option<string?> _expect = new("--expect") { Description = "The host that every redirect must end at.", HelpName = "HOST[:PORT]" };
    private readonly Option<string?> _admin = ServerUrlOption.Create("--admin", "The redirector's admin port: what it does must be what its /explain says.");

    public ThroughOptions()
    {
        // An argument that takes any number of values would take a mistyped option for one of them.
        _images.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-'))) result.AddError($"there is no option '{token.Value}'");
        });
    }

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_images);
        foreach (var option in (Option[])[_through, _as, .. _claim.All, _expect, _admin]) command.Options.Add(option);
    }

    /// <summary>Whether a redirector is named.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_through) is not null;

    /// <summary>Whether images are named.</summary>
    public bool HasImages(CommandResult result) => (result.GetValue(_images) ?? []).Length > 0;

    /// <summary>The first of them that is given; null when none is.</summary>
    public string? FirstGiven(CommandResult result) =>
        ((Option[])[_as, .. _claim.All, _expect, _admin]).FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name ?? (HasImages(result) ? "IMAGE" : null);

    /// <summary>Says what is wrong with them.</summary>
    public void Check(CommandResult result)
    {
        ServerUrlOption.Check(result, _through);
        ServerUrlOption.Check(result, _admin);
        if (result.GetValue(_as) is not { } address) result.AddError("say whom to ask as, with --as ADDRESS");
        else ClaimOptions.CheckAddress(result, address);
        _claim.Check(result);
        if (result.GetValue(_expect) is { } host && !ExpectedHost.IsValid(host)) result.AddError($"--expect: '{TerminalText.Of(host)}' is not a host; write it as cdn.example.org or 127.0.0.1:8080");
        if (ServerUrlOption.Read(result, _through) is { } url) ReadImages(result, url, result.AddError);
    }

    /// <summary>What they say, after <see cref="Check"/>.</summary>
    public ThroughPlan Read(CommandResult result, JobPlan job)
    {
        var url = ServerUrlOption.Read(result, _through)!;
        var client = _claim.Read(result, result.GetValue(_as)!);
        var probe = new ProbeOptions(url, client) { Expect = result.GetValue(_expect), Admin = ServerUrlOption.Read(result, _admin) };
        var images = ReadImages(result, url, _ => { });
        var registries = url.Scheme == Uri.UriSchemeHttp && images.Count > 0
            ? job.Registries with { PlainHttp = job.Registries.PlainHttp.Append(url.Authority).ToHashSet(StringComparer.OrdinalIgnoreCase) }
            : job.Registries;
        return new ThroughPlan(probe, client, [.. images, .. job.Jobs.SelectMany(one => one.Sources)], registries);
    }

    /// <summary>Images as the redirector has them; its own name before them is no part of theirs.</summary>
    private List<SourceSpec> ReadImages(CommandResult result, Uri url, Action<string> error)
    {
        var images = new List<SourceSpec>();
        foreach (var text in result.GetValue(_images) ?? [])
        {
            // With the port, so that a name without a dot is a host, too.
            var image = text.StartsWith(url.Authority + "/", StringComparison.OrdinalIgnoreCase) ? text[(url.Authority.Length + 1)..] : text;
            var full = string.Create(CultureInfo.InvariantCulture, $"{url.Host}:{url.Port}/{image}");
            if (ImageReference.TryParse(full, out var reference, out var problem)) images.Add(new ImageSource(reference with { Host = url.Authority }, Selection.All));
            else error(problem);
        }
        return images;
    }
}
