using Fairlead.Formats.Yaml;
using Fairlead.Networks.Feeds;

namespace Fairlead.Policy.Loading;

/// <summary><c>networks</c>: the feeds and how often they are read again.</summary>
internal sealed class NetworksReader(PolicyReport report, string baseDirectory)
{
    private static readonly TimeSpan DefaultRefresh = TimeSpan.FromHours(12);

    private readonly List<FeedSource> _feeds = [];
    private readonly HashSet<string> _networks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Reads the section.</summary>
    public NetworksSection Read(MapReader? map)
    {
        var refresh = map?.Duration("refresh", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? DefaultRefresh;
        foreach (var item in map?.List("feeds") ?? [])
        {
            if (report.Yaml.Map(item, "a feed") is { } feed) ReadFeed(feed);
        }
        return new NetworksSection(new NetworksConfig(refresh, _feeds), _networks)
        {
            BringsAnyNetwork = _types.Any(FeedKinds.BringsAnyNetwork),
            BringsAsns = _types.Any(FeedKinds.BringsAsns),
            BringsCountries = _types.Any(FeedKinds.BringsCountries),
        };
    }

    private void ReadFeed(MapReader map)
    {
        var type = map.Text("type");
        var name = report.Name(map.Text("name"));
        var network = report.Name(map.Text("network"));
        var region = report.Region(map.Text("region"));
        var file = report.FilePath(map.Text("file"), baseDirectory);
        var url = report.FeedUrl(map.Text("url"));

        if (map.Has("file") == map.Has("url"))
            report.Error(map.Node, "a feed needs either 'file' or 'url'" + (map.Has("file") ? ", not both" : ""));
        if (!map.Has("type")) report.Error(map.Node, $"a feed needs a 'type', one of {string.Join(", ", FeedFormats.Types)}");
        if (type is null || !FeedFormats.Types.Contains(type.Text))
        {
            if (network is not null) _networks.Add(network); // one problem is enough: it is no misspelling to claim it
            if (type is null) return;
            report.Error(type, $"{Quoted.Text(type.Text)} is not a type of feed{report.Yaml.Suggest(type.Text, FeedFormats.Types)}; there are {string.Join(", ", FeedFormats.Types)}");
            return;
        }

        _types.Add(type.Text);
        if (!FeedKinds.BringsNetwork(type.Text))
        {
            if (map.Has("network")) report.Error(map.KeyOf("network"), $"a feed of type {type.Text} is of no one network: remove 'network'");
        }
        else if (type.Text == "cidrs" && network is null)
        {
            if (!map.Has("network")) report.Error(map.Node, "a feed of type cidrs needs a 'network': its file names none");
        }
        else
        {
            _networks.Add(network ?? type.Text);
        }
        if (map.Has("region") && !FeedKinds.CarriesNoRegion(type.Text))
            report.Error(map.KeyOf("region"), $"'region' goes with cidrs and fastly only: a feed of type {type.Text} has regions of its own, or none at all");

        var source = new FeedSource(name ?? network ?? type.Text, type.Text, network ?? type.Text, region, file, url);
        if (!_lines.TryAdd(source.Name, map.Node.Line))
            report.Error(map.Node, $"this feed and the one in line {_lines[source.Name]} are both called {Quoted.Text(source.Name)}: tell them apart with 'name:'");
        else _feeds.Add(source);
    }
}
