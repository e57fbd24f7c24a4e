using System.Text.RegularExpressions;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>The commands of docs/deploy.md that need no account, run as they stand, in order, in a copy of <c>deploy/</c>.</summary>
public sealed class DeployDocumentTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Document_ShellBlocks_AllSucceed()
    {
        await Overlay.CopyDeployAsync(_directory);
        File.CreateSymbolicLink(_directory.File("fairlead"), await FairleadProgram.PathAsync());
        var blocks = Regex.Matches(await File.ReadAllTextAsync(Checkout.File("docs/deploy.md")), "^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        blocks.Count.ShouldBe(6);

        foreach (Match block in blocks)
            (await ClientCommand.RunAsync(Tool.Bash.Path, ["-eu", "-o", "pipefail", "-c", block.Groups[1].Value], directory: _directory.Path)).Succeeded().Output.ShouldNotBeEmpty(block.Value);
    }
}
