using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Probing;
using Fairlead.Formats.Oci;
using Fairlead.Networks.Addresses;

namespace Fairlead.Cli;

/// <summary>The options that say which redirector is asked, as whom, and where it should lead.</summary>
internal sealed class ThroughOptions
{
    private const int MaxHops = 16;

    private readonly Argument<string[]> _images = new("IMAGE") { Description = "With --through: REPOSITORY[:TAG|@DIGEST], asked for at the redirector.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _through = new("--through") { Description = "Ask this redirector, as a client would.", HelpName = "URL" };
    private readonly Option<string?> _as = new("--as") { Description = "The client's address.", HelpName = "ADDRESS" };
    private readonly Option<string?> _header = new("--as-header") { Description = "The header that says so: x-forwarded-for (default), x-real-ip or forwarded, as in the policy's clientAddress.from.", HelpName = "NAME" };
    private readonly Option<int?> _hops = new("--as-hops") { Description = "Entries of proxies to put behind the address, as the policy's trustedHops. Default: 0.", HelpName = "N", CustomParser = ParseHops };
    private readonly Option<string?> _expect = new("--expect") { Description = "The host that every redirect must end at.", HelpName = "HOST[:PORT]" };
    private readonly Option<string?> _admin = new("--admin") { Description = "The redirector's admin port: what it does must be what its /explain says.", HelpName = "URL" };

    public ThroughOptions()
    {
        _header.AcceptOnlyFromAmong("x-forwarded-for", "x-real-ip", "forwarded");
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
        foreach (var option in new Option[] { _through, _as, _header, _hops, _expect, _admin }) command.Options.Add(option);
    }

    /// <summary>Whether a redirector is named.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_through) is not null;

    /// <summary>Whether images are named.</summary>
    public bool HasImages(CommandResult result) => (result.GetValue(_images) ?? []).Length > 0;

    /// <summary>The first of them that is given; null when none is.</summary>
    public string? FirstGiven(CommandResult result) =>
        new Option[] { _as, _header, _hops, _expect, _admin }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name ?? (HasImages(result) ? "IMAGE" : null);

    /// <summary>Says what is wrong with them.</summary>
    public void Check(CommandResult result)
    {
        CheckUrl(_through);
        CheckUrl(_admin);
        if (result.GetValue(_as) is not { } address) result.AddError("say whom to ask as, with --as ADDRESS");
        else if (!IpAddress.TryParse(address, out _)) result.AddError($"--as: '{TerminalText.Of(address)}' is not an IP address; give one such as 192.0.2.1 or 2001:db8::1");
        if (result.GetResult(_hops) is not null && result.GetValue(_header) == "x-real-ip") result.AddError("--as-hops: x-real-ip holds one address; leave it out");
        if (result.GetValue(_expect) is { } host && !ExpectedHost.IsValid(host)) result.AddError($"--expect: '{TerminalText.Of(host)}' is not a host; write it as cdn.example.org or 127.0.0.1:8080");
        if (UrlOf(result, _through) is { } url) ReadImages(result, url, result.AddError);

        void CheckUrl(Option<string?> option)
        {
            if (result.GetValue(option) is { } text && UrlOf(result, option) is null)
                result.AddError($"{option.Name}: '{TerminalText.Of(text)}' is not the address of a server: write it as https://registry.example.org or http://127.0.0.1:8080");
        }
    }

    /// <summary>What they say, after <see cref="Check"/>.</summary>
    public ProbePlan Read(CommandResult result, JobPlan job)
    {
        var url = UrlOf(result, _through)!;
        var header = result.GetValue(_header) switch
        {
            "x-real-ip" => ClientHeader.XRealIp,
            "forwarded" => ClientHeader.Forwarded,
            _ => ClientHeader.XForwardedFor,
        };
        var client = new ClientClaim(IPAddress.Parse(result.GetValue(_as)!), header, result.GetValue(_hops) ?? 0);
        var probe = new ProbeOptions(url, client) { Expect = result.GetValue(_expect), Admin = UrlOf(result, _admin) };
        var images = ReadImages(result, url, _ => { });
        var registries = url.Scheme == Uri.UriSchemeHttp && images.Count > 0
            ? job.Registries with { PlainHttp = job.Registries.PlainHttp.Append(url.Authority).ToHashSet(StringComparer.OrdinalIgnoreCase) }
            : job.Registries;
        return new ProbePlan(probe, [.. images, .. job.Jobs.SelectMany(one => one.Sources)], registries);
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

    private static int? ParseHops(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops <= MaxHops) return hops;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--as-hops: '{TerminalText.Of(text)}' is not a number from 0 to {MaxHops}"));
        return null;
    }

    private static Uri? UrlOf(CommandResult result, Option<string?> option) =>
        Uri.TryCreate(result.GetValue(option), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { UserInfo: "", PathAndQuery: "/", Fragment: "" } && url.Host.Length > 0 ? url : null;
}
