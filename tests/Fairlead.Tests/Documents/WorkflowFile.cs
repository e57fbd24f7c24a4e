using Fairlead.Formats.Yaml;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>As much of a GitHub workflow as the tests of documents look at (docs.github.com, "Workflow syntax for GitHub Actions").</summary>
internal sealed class WorkflowFile(YamlMapping root)
{
    /// <summary>What the launcher is called there: Fairlead's checkout lies beside that of the manifests.</summary>
    private const string Launcher = "../fairlead/fairlead ";

    /// <summary>The workflow at a path from the checkout's root.</summary>
    public static WorkflowFile Read(string path)
    {
        var document = YamlReader.Read(File.ReadAllBytes(Path.Combine(Checkout.Root, path)));
        document.Problems.ShouldBeEmpty();
        return new WorkflowFile(document.Root.ShouldBeOfType<YamlMapping>());
    }

    /// <summary>The events that start it.</summary>
    public IEnumerable<string> Events() => Keys(Value(root, "on"));

    /// <summary>What all jobs may do.</summary>
    public IEnumerable<string> Permissions() => Keys(Value(root, "permissions"));

    /// <summary>The names of its jobs.</summary>
    public IEnumerable<string> Jobs() => Keys(Value(root, "jobs"));

    /// <summary>A job.</summary>
    public YamlMapping Job(string name) => Value(Value(root, "jobs"), name).ShouldBeOfType<YamlMapping>();

    /// <summary>Every action that a step uses.</summary>
    public IEnumerable<string> Actions() => Texts(root, "uses");

    /// <summary>Command lines of the program, without what the shell does with their output and exit code.</summary>
    public IEnumerable<string> CommandLines() =>
        from script in Texts(root, "run")
        from line in script.Split('\n')
        where line.StartsWith(Launcher, StringComparison.Ordinal)
        select line.Split([" >", " ||"], StringSplitOptions.None)[0];

    /// <summary>The value of a key; null where a job has none.</summary>
    public static YamlNode? Value(YamlNode? node, string key) => (node as YamlMapping)?.Entries.SingleOrDefault(entry => entry.Key.Text == key)?.Value;

    /// <summary>The keys of a mapping.</summary>
    public static IEnumerable<string> Keys(YamlNode? node) => node.ShouldBeOfType<YamlMapping>().Entries.Select(entry => entry.Key.Text);

    /// <summary>Every text in a part of it, in the file's order.</summary>
    public static IEnumerable<string> Texts(YamlNode node) => node switch
    {
        YamlMapping map => map.Entries.SelectMany(entry => Texts(entry.Value)),
        YamlSequence list => list.Items.SelectMany(Texts),
        YamlScalar text => [text.Text],
        _ => [],
    };

    private static IEnumerable<string> Texts(YamlNode node, string key) => node switch
    {
        YamlMapping map => map.Entries.SelectMany(entry => entry.Key.Text == key && entry.Value is YamlScalar text ? [text.Text] : Texts(entry.Value, key)),
        YamlSequence list => list.Items.SelectMany(item => Texts(item, key)),
        _ => [],
    };
}
