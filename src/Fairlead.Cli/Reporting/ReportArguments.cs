using System.CommandLine;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>The arguments of <c>traffic report</c>.</summary>
internal sealed class ReportArguments
{
    private readonly Argument<string[]> _parts = PartArgument.Create(ArgumentArity.ZeroOrMore);
    private readonly Option<string?> _prices = PathOption.Create("--prices", "The price book: what bytes and requests cost. Without it no costs are told.");
    private readonly Option<string?> _by = PeriodOption.Create("What is told apart. Default: month.");
    private readonly Option<int?> _minClients = CountOption.Create("--min-clients", "Rows of fewer clients than this fold into \"other\". Default: 1, none does.");
    private readonly Option<string?> _credits = PathOption.Create("--credits", "What providers give: budgets that costs are held against.");
    private readonly Option<string?> _format = new("--format") { Description = "How it is shown. Default: table.", HelpName = string.Join('|', ReportOutput.Formats) };
    private readonly Option<string?> _output = OutputOption.Create("--output", "The file to write, whole or not at all. Default: stdout.");

    private readonly DatabaseOptions _database = new("Instead of parts: a ClickHouse server that logs were exported to; it adds up, and knows nothing of distinct clients.", isRequired: false);

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _output.Aliases.Add("-o");
        _format.CompletionSources.Add([.. ReportOutput.Formats]);
        command.Arguments.Add(_parts);
        foreach (var option in new Option[] { _prices, _by, _minClients, _credits, _format, _output }) command.Options.Add(option);
        _database.AddTo(command);
        command.Validators.Add(result =>
        {
            if (_database.IsGiven(result) == (result.GetResult(_parts) is { Tokens.Count: > 0 })) result.AddError("say what is reported: parts, or a database with --clickhouse, not both");
            if (_database.IsGiven(result) && result.GetValue(_minClients) > 1) result.AddError("--min-clients needs to know clients, which a database doesn't: report parts, or leave it out");
            if (result.GetValue(_format) is { } format && !ReportOutput.Formats.Contains(format))
                result.AddError($"--format: there is no '{TerminalText.Of(format)}'; there are {string.Join(", ", ReportOutput.Formats)}");
            if (result.GetValue(_output) is { Length: > 0 } output && (result.GetValue(_parts) ?? []).Any(part => part.Length > 0 && Path.GetFullPath(part) == Path.GetFullPath(output)))
                result.AddError("--output: that is one of the parts, which a report would take the place of; name another file");
            if (result.GetResult(_credits) is not null && result.GetResult(_prices) is null) result.AddError("--credits are held against costs: say what things cost, with --prices");
        });
    }

    /// <summary>What is to be done; null when the price book or the credits are wrong, which has been said then.</summary>
    public ReportRequest? Read(ParseResult parsed)
    {
        if (!PricingInput.TryReadPrices(parsed.GetValue(_prices), out var prices) | !PricingInput.TryReadCredits(parsed.GetValue(_credits), out var credits)) return null; // both tell
        return new ReportRequest
        {
            Parts = parsed.GetValue(_parts) ?? [],
            Database = _database.Read(parsed.CommandResult),
            Options = new ReportOptions { IsByDay = PeriodOption.IsDay(parsed.GetValue(_by)), MinClients = parsed.GetValue(_minClients) ?? 1, Prices = prices, Credits = credits ?? [] },
            Format = parsed.GetValue(_format) ?? ReportOutput.Formats[0],
            Output = parsed.GetValue(_output),
        };
    }
}
