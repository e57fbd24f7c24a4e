using System.CommandLine.Parsing;
using Fairlead.Artifacts.Probing.Deployments;
using Fairlead.Cli.Commands;
using Fairlead.Cli.Probing;

namespace Fairlead.Tests.Documents;

/// <summary>docs/probing.md says what is so.</summary>
public sealed class ProbingDocumentTests
{
    private static readonly MarkdownFile s_document = MarkdownFile.Read("docs/probing.md");

    [Fact]
    public void Job_CommandLine_Parses()
    {
        var job = s_document.CodeBlocks().Single(block => block.Language == "yaml").Text;
        var command = new MarkdownFile(string.Join('\n', job.Split('\n').Select(line => line.TrimStart()))).CommandLines("./fairlead").Single();
        command.ShouldContain(" --junit probe.xml");
        CommandLine.Root().Parse([.. CommandLineParser.SplitCommandLine(command).Skip(1)]).Errors.Select(error => error.Message).ShouldBeEmpty();
    }

    [Fact]
    public void Metrics_All_AreNamed() => s_document.Words("fairlead_probe_[a-z_]+").ShouldBe(ProbeMetrics.Names);

    [Fact]
    public void Images_Example_IsRead()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, s_document.CodeBlocks().First().Text);
            ImagesFile.Read(file, problem => throw new InvalidOperationException(problem)).Count.ShouldBe(3);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
