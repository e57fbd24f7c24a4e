using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Fairlead.Tests.Documents;

/// <summary>
/// A folder in which a section of a document is followed: its files are written as it says, and its commands run there by a shell, with the
/// built program as <c>fairlead</c>. Removed afterwards.
/// </summary>
internal sealed partial class ExampleFolder : IDisposable
{
    // Where the tests run from there is no launcher, only the assembly.
    private static readonly string Program = $$"""
        exec 2>&1
        fairlead() { '{{Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"))}}' '{{Path.Combine(AppContext.BaseDirectory, "fairlead.dll")}}' "$@"; }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-example-").FullName;
    private readonly string _home = Directory.CreateTempSubdirectory("fairlead-home-").FullName;

    /// <summary>The name of the file that the line before a block announces: <c>`name`:</c>, with more words between; null where it announces none.</summary>
    public static string? FileAnnouncedBy(string line) => Announcement().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    public void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
    }

    /// <summary>Runs commands as a terminal would show them: both of their outputs, in the order of writing.</summary>
    public async Task<string> RunAsync(string commands)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Program + commands]) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        start.Environment["HOME"] = _home;
        start.Environment["XDG_CACHE_HOME"] = _home;
        start.Environment.Remove("FAIRLEAD_UPSTREAM_REGISTRY");
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(cancel);
        await shell.WaitForExitAsync(cancel);
        return output;
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_home, recursive: true);
    }

    [GeneratedRegex("^`([^`]+)`.*:$")]
    private static partial Regex Announcement();
}
