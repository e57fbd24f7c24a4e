using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// The built program: what FAIRLEAD_PROGRAM names, else the <c>fairlead</c> script in the repository's root. The script builds what is
/// out of date and then becomes the program (exec), so a process id stays one.
/// </summary>
internal static class FairleadProgram
{
    // A first build is slow where restoring is.
    private static readonly TimeSpan BuildDeadline = TimeSpan.FromMinutes(5);

    // Servers that a build leaves running would hold its output open.
    private static readonly Dictionary<string, string?> NothingStaysBehind = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
    };

    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>The program's path. The first who asks waits until it is built, so that nobody's deadline pays for it.</summary>
    public static Task<string> PathAsync() => Built.Value;

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        await ClientCommand.RunAsync(await PathAsync(), arguments, input, environment: environment);

    private static async Task<string> BuildAsync()
    {
        var path = Find();
        (await ClientCommand.RunAsync(path, ["--help"], deadline: BuildDeadline, environment: NothingStaysBehind)).Succeeded();
        return path;
    }

    private static string Find() =>
        Environment.GetEnvironmentVariable("FAIRLEAD_PROGRAM") is { Length: > 0 } set ? Path.GetFullPath(set) : Checkout.File("fairlead");
}
