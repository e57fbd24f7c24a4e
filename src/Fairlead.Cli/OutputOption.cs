using System.CommandLine;

namespace Fairlead.Cli;

/// <summary>An option that takes a file to write.</summary>
internal static class OutputOption
{
    public static Option<string?> Create(string name, string description)
    {
        var option = PathOption.Create(name, description);
        option.Validators.Add(result =>
        {
            // What is there is replaced by renaming: as root that would replace a device by a file.
            if (result.Tokens.FirstOrDefault(token => Path.GetFullPath(token.Value is "" ? "." : token.Value).StartsWith("/dev/", StringComparison.Ordinal)) is { } device)
                result.AddError($"{name}: {device.Value} is no place for a file");
            // Said now, and not after a plan that took minutes to make.
            else if (result.Tokens is [{ Value: { Length: > 0 } path }] && Problem(Path.GetFullPath(path)) is { } problem) result.AddError($"{name}: {TerminalText.Of(problem)}");
        });
        return option;
    }

    private static string? Problem(string path) =>
        Directory.Exists(path) ? $"{path} is a folder: name a file in it"
        : Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder) ? $"there is no folder {folder}: make it first"
        : null;
}
