using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>What a file says, as a tree: how it is to be after a change, and whether it is so.</summary>
internal static class ImagesTree
{
    /// <summary>The list of images: the whole file, or what stands under <c>images</c>; with its entry, where it has one. Null when there is none.</summary>
    public static (YamlSequence List, YamlEntry? Entry)? Find(YamlNode root)
    {
        var entry = (root as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Key.Text == "images");
        return (entry?.Value ?? root) is YamlSequence list ? (list, entry) : null;
    }

    /// <summary>The tree with a tag more at the end of a list.</summary>
    public static YamlNode WithTag(YamlNode root, YamlSequence tags, string tag) => Replace(root, tags, List([.. tags.Items, Text(tag)]));

    /// <summary>The tree with a digest more at the end of an image.</summary>
    public static YamlNode WithDigest(YamlNode root, YamlMapping map, Digest digest, IReadOnlyList<string> tags) => Replace(root, map, Map([.. map.Entries, Entry(digest, tags)]));

    /// <summary>The tree with an image more.</summary>
    public static YamlNode WithImage(YamlNode root, YamlSequence list, int index, ImageAddition addition)
    {
        var image = Map([new YamlEntry(Text("name"), Text(addition.Image)), new YamlEntry(Text("dmap"), Map([Entry(addition.Digest, addition.Tags)]))]);
        return Replace(root, list, List([.. list.Items.Take(index), image, .. list.Items.Skip(index)]));
    }

    /// <summary>Whether two trees say the same, in the same order, wherever and however it is written.</summary>
    public static bool AreSame(YamlNode a, YamlNode b) => (a, b) switch
    {
        (YamlScalar one, YamlScalar other) => one.Text == other.Text,
        (YamlSequence one, YamlSequence other) => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => AreSame(pair.First, pair.Second)),
        (YamlMapping one, YamlMapping other) => one.Entries.Count == other.Entries.Count
            && one.Entries.Zip(other.Entries).All(pair => AreSame(pair.First.Key, pair.Second.Key) && AreSame(pair.First.Value, pair.Second.Value)),
        _ => false,
    };

    // As deep as the reader lets a file be.
    private static YamlNode Replace(YamlNode node, YamlNode old, YamlNode by) => node switch
    {
        _ when ReferenceEquals(node, old) => by,
        YamlSequence sequence => List([.. sequence.Items.Select(item => Replace(item, old, by))]),
        YamlMapping mapping => Map([.. mapping.Entries.Select(entry => entry with { Value = Replace(entry.Value, old, by) })]),
        _ => node,
    };

    private static YamlEntry Entry(Digest digest, IReadOnlyList<string> tags) => new(Text(digest.ToString()), List([.. tags.Select(Text)]));

    private static YamlScalar Text(string text) => new(0, 0, text, isPlain: false);

    private static YamlSequence List(IReadOnlyList<YamlNode> items) => new(0, 0, items);

    private static YamlMapping Map(IReadOnlyList<YamlEntry> entries) => new(0, 0, entries);
}
