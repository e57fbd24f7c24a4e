using System.CommandLine;
using Fairlead.Networks.Lookup;

namespace Fairlead.Cli;

/// <summary>Snapshot files that a verb reads or writes.</summary>
internal static class SnapshotOption
{
    /// <summary><c>-o FILE</c>: where a snapshot is written.</summary>
    public static Option<string?> CreateOutput()
    {
        var option = PathOption.Create("--output", "The snapshot file to write; replaced whole, or not at all.");
        option.Aliases.Add("-o");
        option.Required = true;
        option.Validators.Add(result =>
        {
            // What is there is replaced by renaming: as root that would replace a device by a file.
            if (result.Tokens.FirstOrDefault(token => Path.GetFullPath(token.Value is "" ? "." : token.Value).StartsWith("/dev/", StringComparison.Ordinal)) is { } device)
                result.AddError($"{device.Value} is no place for a file");
        });
        return option;
    }

    /// <summary>Reads a snapshot; null, and said why, when it can't be used.</summary>
    public static NetworkTable? Read(string path)
    {
        try
        {
            return SnapshotFile.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(e is InvalidDataException ? $"fairlead: {path}: {e.Message}; make one with 'fairlead networks compile'" : $"fairlead: {path}: {FileProblem.Of(e)}");
            return null;
        }
    }
}
