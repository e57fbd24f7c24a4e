using YamlDotNet.RepresentationModel;

namespace Fairlead.SystemTests.Envoys;

/// <summary>Reads a configuration by the names of its keys; one that isn't there fails the test.</summary>
internal static class YamlNodes
{
    public static YamlNode At(this YamlNode node, params string[] path) => path.Aggregate(node, (inner, key) => ((YamlMappingNode)inner).Children[new YamlScalarNode(key)]);

    public static bool Has(this YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(new YamlScalarNode(key));

    public static string Text(this YamlNode node, params string[] path) => ((YamlScalarNode)node.At(path)).Value!;

    public static IEnumerable<YamlMappingNode> List(this YamlNode node, params string[] path) => ((YamlSequenceNode)node.At(path)).Cast<YamlMappingNode>();
}
