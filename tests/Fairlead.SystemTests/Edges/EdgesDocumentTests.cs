using System.Net;
using System.Text.RegularExpressions;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>
/// The commands of docs/edges.md, run as they stand, in order, but for their ports. What serves is started, asked for a manifest, and ended. Envoy alone can't be had: of its lines it is held that the
/// file which they name is there.
/// </summary>
public sealed partial class EdgesDocumentTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly int _port = FreePort.Next();
    private readonly int _edge = FreePort.Next();
    private readonly int _admin = FreePort.Next();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Document_ShellBlocks_AllWork()
    {
        File.CreateSymbolicLink(_directory.File("examples"), Checkout.File("examples"));
        File.CreateSymbolicLink(_directory.File("fairlead"), await FairleadProgram.PathAsync());
        File.Copy(Checkout.File("examples/artifactserver/config.yaml"), _directory.File("config.yaml"));
        var (served, envoys) = (0, 0);

        foreach (Match block in ShellBlock().Matches(await File.ReadAllTextAsync(Checkout.File("docs/edges.md"))))
            foreach (var line in block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Envoy().Match(line) is { Success: true } envoy)
                {
                    File.Exists(_directory.File(envoy.Groups["folder"].Value + "/envoy.yaml")).ShouldBeTrue(line);
                    envoys++;
                }
                else if (Server().IsMatch(line))
                {
                    await ServeAsync(line);
                    served++;
                }
                else
                {
                    (await ClientCommand.RunAsync(Tool.Bash.Path, ["-eu", "-c", InFolder(line)])).Succeeded();
                }
            }

        (served, envoys).ShouldBe((4, 2), "fairlead twice, nginx, haproxy; two files of Envoy's are started");
    }

    private async Task ServeAsync(string line)
    {
        await using var server = await ServerProcess.StartAsync(
            Tool.Bash.Path, ["-eu", "-c", InFolder("exec " + line)], _directory.File("output.log"), server => server.WaitForPortAsync(_port));
        using var request = new HttpRequestMessage(HttpMethod.Head, $"http://127.0.0.1:{_port}/v2/pause/manifests/3.10");
        using var answer = await Http.Client.SendAsync(request);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Found, HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.AbsolutePath.ShouldEndWith("/pause/manifests/3.10");
    }

    /// <summary>A line with ports of this test's own.</summary>
    private string InFolder(string line) => $"cd '{_directory.Path}'; export XDG_CACHE_HOME=\"$PWD/cache\" PATH=\"$PATH:/usr/sbin\"; " + line
        .Replace("fairlead serve", $"fairlead serve --listen 127.0.0.1:8080 --admin 127.0.0.1:{_admin}", StringComparison.Ordinal)
        .Replace(":8080", $":{_port}", StringComparison.Ordinal)
        .Replace(":8081", $":{_edge}", StringComparison.Ordinal);

    [GeneratedRegex("^```sh\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("^\\(?(cd (?<folder>[a-z]+) && envoy -c |envoy -c (?<folder>[a-z]+)/)envoy\\.yaml")]
    private static partial Regex Envoy();

    [GeneratedRegex("^(\\./fairlead serve|nginx .*daemon off|haproxy -db) ?")]
    private static partial Regex Server();
}
