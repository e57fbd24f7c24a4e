using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary><c>--record FILE|STORE</c>: where the record of a run goes.</summary>
internal sealed class RecordOption
{
    private readonly Option<string?> _option = new("--record")
    {
        Description = "Where the record of the run goes, with --confirm: a file, a folder, or a store (s3://..., file:///...). Default: a file in $XDG_STATE_HOME/fairlead/promotions, or ~/.local/state/fairlead/promotions.",
        HelpName = "FILE|STORE",
    };

    public RecordOption() => _option.Validators.Add(result =>
    {
        if (result.Tokens is not [{ Value: var text }]) return;
        if (text.Length == 0) result.AddError("--record is empty: give a path or a store");
        else if (!RecordPlace.TryParse(text, out _, out var problem)) // a URL isn't repeated: somebody may have put a secret into it
            result.AddError($"--record: {(text.Contains("://", StringComparison.Ordinal) ? "" : TerminalText.Of(text) + ": ")}{problem}");
    });

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>Says that it is needed where there is no default.</summary>
    public void CheckDefault(CommandResult result)
    {
        if (result.GetResult(_option) is null && Default is null) result.AddError("there is no home folder that a record of the run could be kept in: say where, with --record");
    }

    /// <summary>What it says; null where it isn't given and there is no default.</summary>
    public RecordPlace? Read(CommandResult result) => result.GetValue(_option) is { } text && RecordPlace.TryParse(text, out var place, out _) ? place : Default;

    /// <summary>Whether nothing is known already that would keep a store of records from being spoken to; if there is, it is said.</summary>
    public static bool IsConfigured(RecordPlace? place)
    {
        if (place?.Misconfiguration(TimeProvider.System) is not { } problem) return true;
        Console.Error.WriteLine("fairlead: --record: " + TerminalText.Of(problem));
        return false;
    }

    private static RecordPlace? Default => RecordPlace.Default(Environment.GetEnvironmentVariable);
}
