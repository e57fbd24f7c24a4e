using System.Text;
using Fairlead.Formats.Yaml;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Deploying;

/// <summary>An object of Kubernetes, or a file that is like one, read strictly. Values are found by their path: <c>spec/template/spec/containers/0/args</c>.</summary>
internal sealed class KubernetesManifest
{
    private readonly string _name;
    private readonly YamlNode _root;

    private KubernetesManifest(string name, YamlNode root) => (_name, _root) = (name, root);

    /// <summary>The file at a path from the checkout's root.</summary>
    public static KubernetesManifest Read(string path) => Parse(path, File.ReadAllBytes(Checkout.File(path)));

    /// <summary>The objects of a stream, as kustomize writes it.</summary>
    public static IReadOnlyList<KubernetesManifest> ReadAll(string stream) => [.. stream.Split("\n---\n").Select((text, place) => Parse($"object {place}", Encoding.UTF8.GetBytes(text)))];

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

    /// <summary>A map's entries of texts, as <c>key=value</c>: for labels, whose names have slashes.</summary>
    public IReadOnlyList<string> Entries(string path) => Find(path) is YamlMapping map ? [.. map.Entries.Select(entry => $"{entry.Key.Text}={((YamlScalar)entry.Value).Text}")] : [];

    /// <summary>Whether there is anything.</summary>
    public bool Has(string path) => Find(path) is not null;

    private static KubernetesManifest Parse(string name, byte[] text)
    {
        var document = YamlReader.Read(text);
        document.Problems.ShouldBeEmpty(name);
        return new KubernetesManifest(name, document.Root ?? throw new InvalidOperationException($"{name} is empty"));
    }

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
