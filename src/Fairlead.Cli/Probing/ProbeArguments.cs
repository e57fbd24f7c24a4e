using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Formats.Yaml;

namespace Fairlead.Cli.Probing;

/// <summary>The options of <c>fairlead probe</c>.</summary>
internal sealed class ProbeArguments
{
    private const string Extension = ".prom";
    private static readonly TimeSpan s_maxTimeout = TimeSpan.FromDays(1);

    private readonly Option<string?> _target = ServerUrlOption.Create("--target", "The redirector that is probed.");
    private readonly Option<string?> _images = PathOption.Create("--images", "The images to pull: one a line, REPOSITORY:TAG or REPOSITORY@DIGEST, # before comments. A host before them is left out.");
    private readonly Option<string[]> _as = RepeatedOption.Create("--as", "ADDRESS", "A client's address to ask as; may be repeated. Without it: as this machine.");
    private readonly ClaimOptions _claim = new();
    private readonly Option<string?> _against = ServerUrlOption.Create("--against", "A redirector to compare it with: the same requests at both.");
    private readonly Option<string?> _allowed = new("--allow-differences")
    {
        Description = "Tell what is different, and do not fail for it; of these kinds alone, where some are named: " + string.Join(',', RouteDifference.Kinds) + ".",
        HelpName = "KIND,...",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _admin = ServerUrlOption.Create("--admin", "The target's admin port: what it does must be what its /explain says, by the same rule.");
    private readonly Option<string?> _againstAdmin = ServerUrlOption.Create("--against-admin", "The admin port of the one that it is compared with: rules are compared, too.");
    private readonly Option<bool> _full = new("--full") { Description = "Read every byte and check every digest, and not the first and the last bytes of blobs alone." };
    private readonly Option<long?> _maxBytes = SizeOption.Create("--max-bytes", "Bytes of blobs to ask for in all, at the most; what is beyond fails. Default: 100GiB.");
    private readonly Option<double?> _rate = RateOption.Create("Requests to one host in a second, at the most. Default: 10.");
    private readonly Option<int?> _jobs = JobsOption.Create("Blobs at the same time. Default: 4.");
    private readonly Option<TimeSpan?> _timeout = new("--timeout") { Description = "How long it may take in all: 90s, 1h. Default: 30m.", HelpName = "DURATION", CustomParser = ParseTimeout };
    private readonly Option<string?> _junit = OutputOption.Create("--junit", "Write a JUnit report, for a CI system.");
    private readonly Option<string?> _textfile = OutputOption.Create("--textfile", "Write metrics, for node_exporter's textfile collector; NAME.prom.");
    private readonly Option<bool> _json = new("--json") { Description = "The report as JSON on stdout." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_target, _images, _as, .. _claim.All, _against, _allowed, _admin, _againstAdmin, _full, _maxBytes, _rate, _jobs, _timeout, _junit, _textfile, _json])
            command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>What they say; null when the images' file is wrong, which has been said then.</summary>
    public ProbeRequest? Read(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        if (ReadImages(result.GetValue(_images)!) is not { } images) return null;
        ClientClaim?[] clients = [.. Addresses(result, _ => { }).Select(address => _claim.Read(result, address)).Distinct()];
        var against = ServerUrlOption.Read(result, _against);
        var usual = new ProbeRequest(new ProbedRedirector(ServerUrlOption.Read(result, _target)!, ServerUrlOption.Read(result, _admin)), clients.Length == 0 ? [null] : clients, images);
        return usual with
        {
            Against = against is null ? null : new ProbedRedirector(against, ServerUrlOption.Read(result, _againstAdmin)),
            Allowed = Allowed(result),
            IsFull = result.GetValue(_full),
            Limits = result.GetValue(_maxBytes) is { } bytes ? usual.Limits with { Bytes = bytes } : usual.Limits,
            Rate = result.GetValue(_rate) ?? usual.Rate,
            Jobs = result.GetValue(_jobs) ?? usual.Jobs,
            Timeout = result.GetValue(_timeout) ?? usual.Timeout,
            JUnit = result.GetValue(_junit),
            Textfile = result.GetValue(_textfile),
            IsJson = result.GetValue(_json),
        };
    }

    private void Check(CommandResult result)
    {
        if (result.GetResult(_target) is null) result.AddError("say which redirector is probed, with --target https://registry.example.org");
        if (result.GetResult(_images) is null) result.AddError("say what is pulled, with --images FILE: one REPOSITORY:TAG a line");
        foreach (var option in new[] { _target, _against, _admin, _againstAdmin }) ServerUrlOption.Check(result, option);
        foreach (var address in Addresses(result, result.AddError)) ClaimOptions.CheckAddress(result, address);
        _claim.Check(result);
        foreach (var kind in Allowed(result).Where(kind => !RouteDifference.Kinds.Contains(kind)))
            result.AddError($"--allow-differences: '{TerminalText.Of(kind)}' is none of {string.Join(", ", RouteDifference.Kinds)}");
        Needs(result, [_allowed, _againstAdmin], _against);
        Needs(result, [_admin, .. _claim.All], _as);
        if (result.GetValue(_textfile) is { Length: > 0 } file && !file.EndsWith(Extension, StringComparison.Ordinal))
            result.AddError($"--textfile: {TerminalText.Of(file)}: node_exporter reads no file but *{Extension}: name it so");
    }

    private IReadOnlyList<string> Allowed(CommandResult result) =>
        result.GetResult(_allowed) is null ? [] : result.GetValue(_allowed) is { } kinds ? kinds.Split(',') : RouteDifference.Kinds;

    private IEnumerable<string> Addresses(CommandResult result, Action<string> error) => RepeatedOption.Values(result, _as, error);

    private static void Needs(CommandResult result, Option[] options, Option other)
    {
        if (result.GetResult(other) is not null) return;
        foreach (var option in options.Where(option => result.GetResult(option) is { Implicit: false })) result.AddError($"{option.Name} says nothing without {other.Name}: give it, too");
    }

    private static IReadOnlyList<ProbedImage>? ReadImages(string path)
    {
        var isWrong = false;
        if (Directory.Exists(path))
        {
            Wrong($"{path} is a directory, not a list of images");
            return null;
        }
        try
        {
            var images = ImagesFile.Read(path, Wrong);
            if (images.Count == 0 && !isWrong) Wrong($"{path}: it names no image: write one a line, such as library/nginx:1.27");
            return isWrong ? null : images;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Wrong($"{path}: {FileProblem.Of(failure)}");
            return null;
        }

        void Wrong(string problem)
        {
            isWrong = true;
            Console.Error.WriteLine("fairlead: " + TerminalText.Of(problem));
        }
    }

    private static TimeSpan? ParseTimeout(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryParse(text, out var timeout) && timeout >= TimeSpan.FromSeconds(1) && timeout <= s_maxTimeout) return timeout;
        result.AddError($"--timeout: '{TerminalText.Of(text)}' is not a duration from 1s to {DurationText.Format(s_maxTimeout)}; write 90s or 1h");
        return null;
    }
}
