using System.Text.RegularExpressions;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>The commands of docs/operations.md that need no deployment, run as they stand, in order, beside an instance whose admin port alone is another.</summary>
public sealed class OperationsDocumentTests : IDisposable
{
    private const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: cidrs, name: aws, network: aws, file: aws.txt}]}
        providers:
          - name: amazon
            networks: [aws]
            cidrs: [{prefix: 52.47.0.0/24, region: eu-west-3}]
            mirrors: [{name: amazon-eu-west-2, region: eu-west-2, url: "http://127.0.0.1:1/{digest}"}]

        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Document_ShellBlocks_AllSucceed()
    {
        await PrepareAsync();
        var admin = $"127.0.0.1:{FreePort.Next()}";
        await using var server = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(),
            ["serve", "--policy", _directory.File("policy.yaml"), "--listen", $"127.0.0.1:{FreePort.Next()}", "--admin", admin, "--cache", _directory.File("cache")],
            _directory.File("output.log"), server => server.WaitForHttpAsync(new Uri($"http://{admin}/readyz")));
        var outputs = new List<string>();

        foreach (Match block in Regex.Matches(await File.ReadAllTextAsync(Checkout.File("docs/operations.md")), "^```(sh|yaml)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            var text = block.Groups[2].Value;
            if (text.StartsWith("routes:", StringComparison.Ordinal)) await File.AppendAllTextAsync(_directory.File("policy.yaml"), text);
            if (block.Groups[1].Value == "sh") outputs.Add(await RunAsync(text.Replace("127.0.0.1:9090", admin, StringComparison.Ordinal)));
        }

        outputs.Count.ShouldBe(13);
        outputs.ShouldContain(output => output.Contains("candidates by route 1", StringComparison.Ordinal), "a region that is down has its route");
    }

    private async Task PrepareAsync()
    {
        _directory.Write("policy.yaml", Policy);
        _directory.Write("new.yaml", Policy.Replace("{name: amazon-eu-west-2, region: eu-west-2", "{name: amazon-eu-west-3, region: eu-west-3", StringComparison.Ordinal));
        _directory.Write("aws.txt", "52.95.154.0/24\n");
        _directory.Subdirectory("logs");
        _directory.Write("logs/access.log", """52.95.154.1 - - [21/Oct/2026:10:00:00 +0000] "GET /v2/pause/manifests/3.10 HTTP/1.1" 307 0 "-" "containerd/1.7" """.Trim() + "\n");
        File.CreateSymbolicLink(_directory.File("examples"), Checkout.File("examples"));
        File.CreateSymbolicLink(_directory.File("fairlead"), await FairleadProgram.PathAsync());
    }

    private async Task<string> RunAsync(string commands) =>
        (await ClientCommand.RunAsync(Tool.Bash.Path, ["-eu", "-o", "pipefail", "-c", commands], directory: _directory.Path)).Succeeded().Output;
}
