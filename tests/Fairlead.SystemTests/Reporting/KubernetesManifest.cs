using Fairlead.Formats.Yaml;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Reporting;

/// <summary>A file of <c>deploy/kubernetes/traffic-import</c>, read strictly. Values are found by their path: <c>spec/template/spec/containers/0/args</c>.</summary>
internal sealed class KubernetesManifest
{
    private readonly string _name;
    private readonly YamlNode _root;

    private KubernetesManifest(string name, YamlNode root) => (_name, _root) = (name, root);

    public static KubernetesManifest Read(string name)
    {
        var document = YamlReader.Read(File.ReadAllBytes(Checkout.File($"deploy/kubernetes/traffic-import/{name}")));
        document.Problems.ShouldBeEmpty(name);
        return new KubernetesManifest(name, document.Root ?? throw new InvalidOperationException($"{name} is empty"));
    }

    /// <summary>What it makes, as <c>batch/v1 Job traffic-import</c>.</summary>
    public string What => $"{Text("apiVersion")} {Text("kind")} {Text("metadata/name")}";

    /// <summary>A value.</summary>
    public string Text(string path) => (Find(path) as YamlScalar ?? throw new InvalidOperationException($"{_name}: {path} is no value")).Text;

    /// <summary>All values of a list.</summary>
    public IReadOnlyList<string> Texts(string path) => [.. Enumerable.Range(0, Count(path)).Select(place => Text($"{path}/{place}"))];

    /// <summary>How many items a list has.</summary>
    public int Count(string path) => (Find(path) as YamlSequence ?? throw new InvalidOperationException($"{_name}: {path} is no list")).Items.Count;

    /// <summary>The names that items of a list have.</summary>
    public IEnumerable<string> Names(string path) => Enumerable.Range(0, Count(path)).Select(place => Text($"{path}/{place}/name"));

    /// <summary>Whether there is anything.</summary>
    public bool Has(string path) => Find(path) is not null;

    private YamlNode? Find(string path)
    {
        YamlNode? node = _root;
        foreach (var step in path.Split('/'))
        {
            node = node switch
            {
                YamlMapping mapping => mapping.Entries.FirstOrDefault(entry => entry.Key.Text == step)?.Value,
                YamlSequence sequence => sequence.Items.ElementAtOrDefault(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)),
                _ => null,
            };
        }
        return node;
    }
}
