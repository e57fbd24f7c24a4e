using System.Text;
using Fairlead.Formats.Yaml;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>The workflow of docs/traffic.md that guards a policy, run to the letter on a repository with a change in it.</summary>
public sealed class GuardExampleTests
{
    private static readonly WorkflowFile s_workflow = ReadWorkflow();

    [Theory]
    [InlineData("/mirror-virginia/d", "exit code 1", "fairlead: --max-increase 2: costs rise by")]
    [InlineData("s/redirectStatus: 307/redirectStatus: 302/", "exit code 0", "moves: 0 requests")]
    public async Task Guard_ChangeOfThePolicy_IsLetThroughOrNot(string change, string exitCode, string said)
    {
        using var folder = new ExampleFolder();
        folder.Write("prices.yaml", MarkdownFile.Read("docs/traffic.md").CodeBlocks().Single(block => ExampleFolder.FileAnnouncedBy(block.Before) == "prices.yaml").Text);
        var prepared = await folder.RunAsync($"""
            set -e
            cp -r '{Path.Combine(Checkout.Root, "examples/traffic/logs")}' logs
            cp '{Path.Combine(Checkout.Root, "examples/traffic/asns.tsv")}' .
            (echo 'redirectStatus: 307'; cat '{Path.Combine(Checkout.Root, "examples/traffic/policy.yaml")}') > policy.yaml
            git init -q
            git add .
            git -c user.name=test -c user.email=test@example.org commit -qm before
            sed -i '{change}' policy.yaml
            git -c user.name=test -c user.email=test@example.org commit -qam after
            """);
        prepared.ShouldBeEmpty();

        var output = await folder.RunAsync($"( set -e\n{Step()}\n); echo \"exit code $?\"");
        output.TrimEnd().ShouldEndWith(exitCode);
        output.ShouldContain(said);
    }

    [Fact]
    public void Workflow_WhatStrangersCanStart_MayOnlyRead()
    {
        s_workflow.Events().ShouldBe(["pull_request"]);
        s_workflow.Permissions().ShouldBe(["contents"]);
        s_workflow.Actions().ShouldAllBe(action => action.Split('@', 2)[1].Length == 40);
    }

    private static string Step() => WorkflowFile.Texts(s_workflow.Job("costs")).Single(text => text.Contains("fairlead simulate", StringComparison.Ordinal));

    private static WorkflowFile ReadWorkflow()
    {
        var block = MarkdownFile.Read("docs/traffic.md").CodeBlocks().Single(block => block.Language == "yaml" && block.Text.Contains("fairlead simulate", StringComparison.Ordinal));
        var document = YamlReader.Read(Encoding.UTF8.GetBytes(block.Text));
        document.Problems.ShouldBeEmpty();
        return new WorkflowFile(document.Root.ShouldBeOfType<YamlMapping>());
    }
}
