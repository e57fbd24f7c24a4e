using System.CommandLine;

namespace Fairlead.Cli.Promoting;

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
        });
        return option;
    }
}
