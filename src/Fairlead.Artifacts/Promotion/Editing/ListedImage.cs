using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>An image of a list, with its nodes.</summary>
/// <param name="Node">All of it.</param>
/// <param name="Name">The entry of its name.</param>
/// <param name="Map">The entry of its digests.</param>
internal sealed record ListedImage(YamlMapping Node, YamlEntry Name, YamlEntry Map)
{
    /// <summary>Its name.</summary>
    public string Text => ((YamlScalar)Name.Value).Text;

    /// <summary>Its digests, each with its list of tags.</summary>
    public YamlMapping Digests => (YamlMapping)Map.Value;

    /// <summary>The images of a list that a strict reader has found nothing wrong with.</summary>
    public static IReadOnlyList<ListedImage> Of(YamlSequence list) => [.. list.Items.OfType<YamlMapping>().Select(node => new ListedImage(node, Find(node, "name"), Find(node, "dmap")))];

    private static YamlEntry Find(YamlMapping node, string key) => node.Entries.First(entry => entry.Key.Text == key);
}
