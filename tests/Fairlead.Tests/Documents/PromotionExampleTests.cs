using System.CommandLine.Parsing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Cli.Commands;
using Fairlead.Tests.Cli;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>The manifests and the workflow that docs/promotion.md tells people to copy.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class PromotionExampleTests
{
    private static readonly WorkflowFile Workflow = WorkflowFile.Read("examples/promotion/workflow.yaml");

    [Fact]
    public void Manifests_OfImages_ReadWithoutAProblem()
    {
        var read = new PromotionReader(TimeProvider.System).Read(Path.Combine(Checkout.Root, "examples/promotion"), TestContext.Current.CancellationToken);

        read.Problems.ShouldBeEmpty();
        read.Manifests.Select(manifest => manifest.Name).ShouldBe(["app", "tools"], ignoreOrder: true);
        read.Manifests.ShouldAllBe(manifest => manifest.Destinations.Count > 0 && manifest.Images.Count > 0);
    }

    [Theory]
    [InlineData("examples/promotion")]
    [InlineData("examples/artifacts")]
    public async Task Lint_Examples_AreClean(string folder)
    {
        var run = await CommandRun.InProcessAsync("promote", "lint", "--manifests", Path.Combine(Checkout.Root, folder));

        (run.ExitCode, run.Error).ShouldBe((0, ""));
    }

    [Fact]
    public void Workflow_CommandLines_Parse()
    {
        var commands = Workflow.CommandLines().ToList();

        commands.Select(command => command.Split(' ')[2]).Distinct().ShouldBe(["lint", "diff", "images", "files", "audit"], ignoreOrder: true);
        foreach (var command in commands)
        {
            var parsed = CommandLine.Root().Parse(CommandLineParser.SplitCommandLine(command).Skip(1).ToArray());
            parsed.Errors.Select(error => error.Message).ShouldBeEmpty(command);
        }
    }

    [Fact]
    public void Workflow_WhatStrangersCanStart_HasNoSecretAndMayOnlyRead()
    {
        Workflow.Events().ShouldContain("pull_request");
        Workflow.Events().ShouldNotContain("pull_request_target");
        Workflow.Permissions().ShouldBeEmpty();
        foreach (var name in Workflow.Jobs().Where(name => name != "promote"))
        {
            var job = Workflow.Job(name);
            WorkflowFile.Keys(WorkflowFile.Value(job, "permissions")).ShouldBe(["contents"], name);
            WorkflowFile.Value(job, "environment").ShouldBeNull(name);
            WorkflowFile.Texts(job).ShouldNotContain(text => text.Contains("secrets.", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Workflow_TheJobThatPuts_OneAtATimeAndOnlyInItsEnvironment()
    {
        var job = Workflow.Job("promote");

        WorkflowFile.Texts(WorkflowFile.Value(job, "environment").ShouldNotBeNull()).ShouldBe(["promotion"]);
        WorkflowFile.Texts(WorkflowFile.Value(job, "concurrency").ShouldNotBeNull()).ShouldBe(["promotion", "false"]);
        Workflow.CommandLines().Where(command => command.Contains("--confirm", StringComparison.Ordinal)).ShouldBe(
            WorkflowFile.Texts(job).Where(text => text.Contains("--confirm", StringComparison.Ordinal)));
    }

    [Fact]
    public void Workflow_Actions_AreNamedByTheirCommits() =>
        Workflow.Actions().ShouldAllBe(action => action.Split('@', 2)[1].Length == 40 && action.Split('@', 2)[1].All(char.IsAsciiHexDigitLower));
}
