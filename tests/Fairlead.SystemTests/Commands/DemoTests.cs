using System.Globalization;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary><c>fairlead demo</c>, and every line that it prints to try, tried as it is printed.</summary>
public sealed class DemoTests
{
    private const int CurlLines = 3;
    private const int SkopeoLines = 1;

    [Fact]
    public async Task Demo_PrintedCommands_AllSucceedAndEachRequestIsExplained()
    {
        // The tools that the printed lines use; without this, a missing one would look like a broken line.
        _ = (Tool.Curl.Path, Tool.Skopeo.Path);
        using var directory = new TempDirectory();
        var port = FreePort.Next();
        await using var demo = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(), ["demo", "--listen", $"127.0.0.1:{port}"], directory.File("output.log"),
            server => server.WaitForPortAsync(port));
        var printed = await Eventually.ReadAsync(
            "the commands", () => Task.FromResult(Commands(demo.Output)), commands => commands.Count >= CurlLines + SkopeoLines);

        printed.Count(IsCurl).ShouldBe(CurlLines);
        printed.Count(IsSkopeoCopy).ShouldBe(SkopeoLines);
        foreach (var command in printed)
        {
            command.ShouldContain(port.ToString(CultureInfo.InvariantCulture));
            (await ClientCommand.RunAsync(Tool.Bash.Path, ["-c", command], directory: directory.Path)).Succeeded();
        }

        // The first three commands are a request each; skopeo makes several.
        await Eventually.ReadAsync("a line for each request", () => Task.FromResult(Explained(demo.Output).Count()), lines => lines > printed.Count);
        Explained(demo.Output).ShouldAllBe(line => line.Contains("a client of", StringComparison.Ordinal));
        demo.Output.ShouldNotContain("Exception");
    }

    private static List<string> Commands(string output) =>
        [.. output.Split('\n')[..^1].Select(line => line.Trim()).Where(line => IsCurl(line) || IsSkopeoCopy(line))];

    /// <summary>The lines that tell of a request: the method first, what was decided last.</summary>
    private static IEnumerable<string> Explained(string output) => output.Split('\n')[..^1].Where(line =>
        (line.StartsWith("GET /", StringComparison.Ordinal) || line.StartsWith("HEAD /", StringComparison.Ordinal))
        && line.Contains(" -> ", StringComparison.Ordinal));

    private static bool IsCurl(string line) => line.StartsWith("curl ", StringComparison.Ordinal);

    private static bool IsSkopeoCopy(string line) =>
        line.StartsWith("skopeo ", StringComparison.Ordinal) && line.Contains(" copy ", StringComparison.Ordinal);
}
