using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary>The arguments of <c>traffic export</c>.</summary>
internal sealed class ExportArguments
{
    private readonly LogOptions _logs = new();
    private readonly DatabaseOptions _database = new("The server's HTTP interface: http://HOST:8123, https://HOST:8443.", isRequired: true);
    private readonly Option<bool> _json = new("--json") { Description = "The summary as JSON on stdout." };

    public NetworkOptions Networks { get; } = new();

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        _logs.AddTo(command);
        Networks.AddTo(command);
        _database.AddTo(command);
        command.Options.Add(_json);
    }

    /// <summary>What is to be done.</summary>
    public ExportRequest Read(ParseResult parsed) => new()
    {
        Logs = _logs.Read(parsed.CommandResult),
        Target = _database.Read(parsed.CommandResult)!,
        IsJson = parsed.GetValue(_json),
    };
}
