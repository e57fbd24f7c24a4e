using System.Text.Json;
using System.Text.RegularExpressions;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>What docs/deploy.md and docs/mirroring.md say of the files that people deploy with. The commands of deploy.md are run by a system test.</summary>
public sealed class DeployDocumentTests
{
    private static readonly MarkdownFile s_mirroring = MarkdownFile.Read("docs/mirroring.md");
    private static readonly WorkflowFile s_release = WorkflowFile.Read(".github/workflows/release.yml");

    [Fact]
    public void Terraform_RightsToFill_AreThoseOfTheTable()
    {
        var documented = s_mirroring.RowsOfCode().Where(row => Regex.IsMatch(row[0], "^s3:[A-Z]")).SelectMany(row => row[0].Split(", ")).Order();

        Actions("role.tf").Where(action => action != "sts:AssumeRole").Order().ShouldBe(documented);
    }

    [Fact]
    public void Terraform_RightsOfAnybody_AreThoseOfTheStatement()
    {
        var statement = s_mirroring.CodeBlocks().Single(block => block.Language == "json" && block.Text.Contains("\"Principal\"", StringComparison.Ordinal));
        using var document = JsonDocument.Parse(statement.Text);
        var documented = document.RootElement.GetProperty("Statement")[0];

        Actions("bucket.tf").ShouldBe([documented.GetProperty("Action").GetString()!]);
        Regex.Matches(Text("bucket.tf"), "\\.arn}(/[^\"]*)\"").Select(match => match.Groups[1].Value)
            .ShouldBe(documented.GetProperty("Resource").EnumerateArray().Select(resource => resource.GetString()!.Split(":::")[1]).Select(path => path[path.IndexOf('/', StringComparison.Ordinal)..]));
    }

    [Fact]
    public void Release_Workflow_IsStartedByTagsAndSaysWhatEachJobMay()
    {
        s_release.Events().ShouldBe(["push"]);
        s_release.Permissions().ShouldBeEmpty();
        WorkflowFile.Keys(WorkflowFile.Value(s_release.Job("test"), "permissions")).ShouldBe(["contents"]);
        WorkflowFile.Texts(s_release.Job("test")).ShouldContain("./test", "all of it, system tests too");
        WorkflowFile.Texts(WorkflowFile.Value(s_release.Job("release"), "needs").ShouldNotBeNull()).ShouldBe(["test"]);
        WorkflowFile.Keys(WorkflowFile.Value(s_release.Job("release"), "permissions")).ShouldBe(["contents", "packages", "id-token", "attestations"]);
        WorkflowFile.Texts(WorkflowFile.Value(s_release.Job("release"), "environment").ShouldNotBeNull()).ShouldBe(["release"]);
        s_release.Actions().ShouldAllBe(action => Regex.IsMatch(action, "@[0-9a-f]{40}$"));
    }

    private static IEnumerable<string> Actions(string file) =>
        Regex.Matches(Text(file), "actions += \\[([^]]*)\\]").SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Select(action => action.Trim('"'));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Checkout.Root, "deploy/terraform", file));
}
