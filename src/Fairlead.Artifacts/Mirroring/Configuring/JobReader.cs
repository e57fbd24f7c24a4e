using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Mirroring.Configuring;

/// <summary>One item of <c>mirrors</c>: its sources, its destinations, and what all of its sources select.</summary>
internal sealed class JobReader(YamlReport report, string baseDirectory)
{
    private readonly SelectionReader _selections = new(report);

    /// <summary>Reads it.</summary>
    public SyncJob Read(MapReader map, string name)
    {
        var sources = new SourceReader(report, _selections, _selections.Read(map, Selection.All), baseDirectory);
        return new SyncJob(name, [.. Items(map, "from").Select(sources.Read).OfType<SourceSpec>()], ReadDestinations(map));
    }

    private IReadOnlyList<YamlNode> Items(MapReader map, string key)
    {
        if (!map.Has(key)) report.Add(map.Node, $"an item of 'mirrors' needs a '{key}'");
        return map.OneOrMore(key) ?? [];
    }

    private List<SyncDestination> ReadDestinations(MapReader map)
    {
        var destinations = new List<SyncDestination>();
        var lines = new List<int>();
        foreach (var item in Items(map, "to"))
        {
            var entry = item is YamlMapping ? report.Map(item, "an item of 'to'") : null;
            if (entry is not null && !entry.Has("store")) report.Add(entry.Node, "an item of 'to' needs a 'store'");
            var store = entry is not null ? entry.Text("store") : report.Text(item, "an item of 'to'");
            var inventory = entry?.Text("inventory");
            if (inventory is not null && !SyncDestination.IsInventoryKey(inventory.Text))
                report.Add(inventory, $"{Quoted.Text(inventory.Text)} can't be the key of an inventory: write it as {SyncDestination.DefaultInventoryKey}");
            if (store is null) continue;
            if (!StoreUrl.TryParse(store.Text, out var url, out var problem)) report.Add(store, problem);
            else if (destinations.FindIndex(one => one.Url.IsSamePlaceAs(url)) is >= 0 and var first) report.Add(store, $"{Quoted.Text(url.Text)} is there twice, first in line {lines[first]}: remove one");
            else
            {
                destinations.Add(new SyncDestination(url, inventory?.Text ?? SyncDestination.DefaultInventoryKey));
                lines.Add(store.Line);
            }
        }
        return destinations;
    }
}
