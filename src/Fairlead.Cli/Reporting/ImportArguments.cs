using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary>The arguments of <c>traffic import</c>.</summary>
internal sealed class ImportArguments
{
    private readonly Option<string?> _by = PeriodOption.Create("What is counted apart: days, or months in smaller parts. Default: day.");
    private readonly Option<string?> _salt = SaltOption.Create();
    private readonly Option<string?> _output = PartOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "The summary as JSON on stdout." };

    public LogOptions Logs { get; } = new();

    public NetworkOptions Networks { get; } = new();

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        Logs.AddTo(command);
        Networks.AddTo(command);
        foreach (var option in new Option[] { _by, _salt, _output, _json }) command.Options.Add(option);
    }

    /// <summary>What is to be done.</summary>
    public ImportRequest Read(ParseResult parsed) => new()
    {
        Logs = Logs.Read(parsed.CommandResult),
        IsByDay = !PeriodOption.IsMonth(parsed.GetValue(_by)),
        SaltFile = parsed.GetValue(_salt),
        Output = parsed.GetValue(_output)!,
        IsJson = parsed.GetValue(_json),
    };
}
