using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>The arguments that say which logs are read: for every verb that reads any.</summary>
internal sealed class LogOptions
{
    private readonly Argument<string[]> _logs = new("LOG")
    {
        Description = "A file, a folder with all files below it, - for stdin, or s3://BUCKET[/PREFIX], gs://... (a star at its end: all keys that begin so); gz or plain.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _format = new("--format") { Description = $"The logs' format. Default: each log's content tells. One of {string.Join(", ", LogFormats.Names)}.", HelpName = "NAME" };
    private readonly Option<string[]> _inventory;
    private readonly Option<string?> _backend = new("--backend") { Description = "Who served what a log doesn't say it of: the name of nginx's own host, say.", HelpName = "NAME" };
    private readonly Option<Shard?> _shard = ShardOption.Create("logs");

    /// <param name="inventory">What <c>--inventory</c> is given.</param>
    /// <param name="more">What else it tells, as a sentence.</param>
    public LogOptions(string inventory = "FILE", string more = "") => _inventory = new("--inventory")
    {
        Description = $"An inventory file: tells images and sizes of blobs that a log knows by digest alone.{more} May be given several times.",
        HelpName = inventory,
    };

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_logs);
        foreach (var option in new Option[] { _format, _inventory, _backend, _shard }) command.Options.Add(option);
        _format.CompletionSources.Add(_ => LogFormats.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        command.Validators.Add(Check);
    }

    /// <summary>What is to be read, by arguments that are right.</summary>
    public LogRequest Read(CommandResult result) => new()
    {
        Places = [.. Places(result, _ => { })],
        Format = result.GetValue(_format),
        Inventories = [.. RepeatedOption.Values(result, _inventory, _ => { })],
        Backend = result.GetValue(_backend),
        Shard = result.GetValue(_shard),
    };

    private void Check(CommandResult result)
    {
        var places = Places(result, result.AddError).ToList();
        _ = RepeatedOption.Values(result, _inventory, result.AddError).Count();
        if (result.GetValue(_format) is { } format && !LogFormats.Names.Contains(format))
            result.AddError($"--format: there is no '{TerminalText.Of(format)}'; there are {string.Join(", ", LogFormats.Names)}");
        if (result.GetValue(_backend) is { } backend && !BackendBook.IsName(backend))
            result.AddError($"--backend: '{TerminalText.Of(backend)}' can't be a backend's name: give a host or a bucket, or what it is called: letters, digits, dots, hyphens and underscores, and no address in it");
        // Every shard would wait for it, and each would read another piece.
        if (result.GetResult(_shard) is { Implicit: false } && places.OfType<StandardInputPlace>().Any()) result.AddError("--shard shares out files: stdin is one, leave it out");
    }

    private IEnumerable<LogPlace> Places(CommandResult result, Action<string> error)
    {
        foreach (var text in result.GetValue(_logs) ?? [])
        {
            if (LogPlace.TryParse(text, out var place, out var problem)) yield return place;
            else error(problem);
        }
    }
}
