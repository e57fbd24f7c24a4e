using System.Xml.Linq;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Architecture;

/// <summary>The house as the design draws it.</summary>
public sealed class HouseTests
{
    private const int MaxLines = 300;

    /// <summary>Each project and what it stands on; arrows run one way.</summary>
    private static readonly string[] s_arrows =
    [
        "Fairlead.Artifacts -> Fairlead.Formats",
        "Fairlead.Cli -> Fairlead.Artifacts, Fairlead.Demo, Fairlead.Edges, Fairlead.Traffic",
        "Fairlead.Demo -> Fairlead.Redirector",
        "Fairlead.Edges -> Fairlead.Policy",
        "Fairlead.Formats -> ",
        "Fairlead.Networks -> Fairlead.Formats",
        "Fairlead.Policy -> Fairlead.Networks",
        "Fairlead.Redirector -> Fairlead.Policy",
        "Fairlead.Traffic -> Fairlead.Policy",
    ];

    [Fact]
    public void Projects_References_AreTheArrowsOfTheDesign() =>
        SourceTree.Projects.Select(folder => $"{Path.GetFileName(folder)} -> {string.Join(", ", References(folder))}").ShouldBe(s_arrows);

    [Fact]
    public void Folders_OfEachProject_StandInNoCircle()
    {
        foreach (var project in SourceTree.Projects)
        {
            var graph = new NamespaceGraph([.. SourceTree.CSharpFiles(project).Select(SourceFile.Read)]);
            graph.FindCircle().ShouldBeNull($"{Path.GetFileName(project)}:\n{string.Join('\n', graph.Uses)}");
        }
    }

    [Fact]
    public void Folders_OfTheRedirector_AreSeen() => // or the test above would find no circle for want of sight
        new NamespaceGraph([.. SourceTree.CSharpFiles(Path.Combine(Checkout.Root, "src", "Fairlead.Redirector")).Select(SourceFile.Read)])
            .Uses.ShouldContain("Fairlead.Redirector.Deciding -> Fairlead.Redirector.Presence");

    [Fact]
    public void Files_OfEachProject_HoldOneTypeEachInTheNamespaceOfTheirFolder()
    {
        foreach (var (path, name) in ShippedFiles())
        {
            var file = SourceFile.Read(path);
            if (Path.GetFileName(path) == "Program.cs") continue; // top-level statements
            file.Namespace.ShouldBe(Path.GetDirectoryName(name)!.Replace(Path.DirectorySeparatorChar, '.'), name);
            file.TopLevelTypes.ShouldBe([Path.GetFileNameWithoutExtension(path)], name);
        }
    }

    [Fact]
    public void Files_OfEachProject_AreShort()
    {
        foreach (var (path, name) in ShippedFiles()) File.ReadLines(path).Count().ShouldBeLessThanOrEqualTo(MaxLines, name);
    }

    [Fact]
    public void Tests_All_AreRun()
    {
        // What is skipped is forgotten. The words are put together here, so that this file may be looked at too.
        string[] words = ["Skip" + " =", "Assert." + "Skip", "Skip" + "When", "Skip" + "Unless", "Explicit" + " = true"];
        foreach (var file in SourceTree.CSharpFiles(Path.Combine(Checkout.Root, "tests")))
        {
            var text = File.ReadAllText(file);
            foreach (var word in words) text.Contains(word, StringComparison.Ordinal).ShouldBeFalse($"{file}: {word}");
        }
    }

    private static IEnumerable<(string Path, string Name)> ShippedFiles() =>
        from project in SourceTree.Projects
        from path in SourceTree.CSharpFiles(project)
        select (path, Path.GetRelativePath(Path.Combine(Checkout.Root, "src"), path));

    private static IEnumerable<string> References(string folder) =>
        XDocument.Load(Path.Combine(folder, Path.GetFileName(folder) + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order();
}
