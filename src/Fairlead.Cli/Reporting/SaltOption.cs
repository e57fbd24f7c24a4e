using System.CommandLine;
using Fairlead.Traffic.Cells;

namespace Fairlead.Cli.Reporting;

/// <summary><c>--salt-file FILE</c>: the secret that clients of a period are counted under.</summary>
internal static class SaltOption
{
    public static Option<string?> Create() =>
        PathOption.Create("--salt-file", "The period's secret that clients are counted under, made where there is none: parts that are to be merged share one. Delete it after the merge.");

    /// <summary>The secret in the file, or one that nobody keeps; null, and said why, when the file is none.</summary>
    public static Salt? Read(string? path)
    {
        if (path is null) return Salt.Create();
        try
        {
            return Salt.FromFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(TerminalText.Of($"fairlead: --salt-file: {e.Message}"));
            return null;
        }
    }
}
