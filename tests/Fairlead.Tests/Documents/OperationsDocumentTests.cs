using System.Text.RegularExpressions;
using Fairlead.Formats.Yaml;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>docs/operations.md, as far as a test can follow it; its command lines are parsed by <see cref="DocumentTests"/>.</summary>
public sealed class OperationsDocumentTests
{
    private static readonly MarkdownFile s_document = MarkdownFile.Read("docs/operations.md");

    [Fact]
    public async Task AdminPort_WhatIsAskedOfIt_IsAnswered()
    {
        await using var server = await RunningRedirector.StartAsync();
        var targets = s_document.Words(@"(?m)(?<=^curl [^\n]*http://127\.0\.0\.1:9090)/[^' \n]+").ToList();

        targets.Count.ShouldBeGreaterThan(3);
        foreach (var target in targets) (await server.AskAdminAsync(target)).Status.ShouldBe(200, target);
    }

    [Fact]
    public void Alerts_EachSection_SaysWhatItMeansWhereToLookAndWhatToDo()
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "docs/operations.md"));
        var sections = Regex.Split(text[text.IndexOf("## Alerts", StringComparison.Ordinal)..text.IndexOf("## Change the policy", StringComparison.Ordinal)], "(?m)^### ").Skip(1);

        foreach (var section in sections)
        {
            section.ShouldContain("**Means**: ");
            section.ShouldContain("**Look");
            section.ShouldMatch(@"\*\*Do\*\*: |\*\*Look, do\*\*: ");
        }
    }

    [Fact]
    public void Examples_OfYaml_AreYaml()
    {
        foreach (var block in s_document.CodeBlocks().Where(block => block.Language == "yaml"))
            YamlReader.Read(System.Text.Encoding.UTF8.GetBytes(block.Text)).Problems.ShouldBeEmpty(block.Text);
    }
}
