using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Traffic.ClickHouse;

namespace Fairlead.Cli.Reporting;

/// <summary>The options that name a ClickHouse database.</summary>
/// <param name="description">What it is for.</param>
/// <param name="isRequired">Whether the verb can't do without.</param>
internal sealed class DatabaseOptions(string description, bool isRequired)
{
    private readonly Option<string?> _url = new("--clickhouse") { Description = description, HelpName = "URL", Required = isRequired };
    private readonly Option<string?> _database = new("--database") { Description = $"The database there. Default: {DatabaseName.Default}.", HelpName = "NAME" };

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_database);
        command.Validators.Add(Check);
    }

    /// <summary>Whether a server is named.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_url) is not null;

    /// <summary>The server and the database, by options that are right; null where none is named.</summary>
    public DatabaseTarget? Read(CommandResult result) => Address(result, out _) is { } address ? new(address, result.GetValue(_database) ?? DatabaseName.Default) : null;

    private void Check(CommandResult result)
    {
        if (!IsGiven(result))
        {
            if (result.GetResult(_database) is not null) result.AddError("--database is of a server: name it with --clickhouse");
            return;
        }
        // The URL itself may hold a password.
        if (Address(result, out var problem) is null) result.AddError($"--clickhouse: {problem}");
        if (result.GetValue(_database) is { } database && !DatabaseName.IsOne(database))
            result.AddError($"--database: '{TerminalText.Of(database)}' can't be used: letters, digits and underscores, not beginning with a digit");
    }

    private ClickHouseAddress? Address(CommandResult result, out string problem)
    {
        problem = "";
        return result.GetValue(_url) is { } url ? ClickHouseAddress.Parse(url, Environment.GetEnvironmentVariable, out problem) : null;
    }
}
