using System.Collections.Frozen;
using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>hosts</c>: other names that lead here, each with its own upstream.</summary>
internal sealed class HostsReader(PolicyReport report)
{
    private readonly UpstreamReader _upstreams = new(report);

    /// <summary>Upstreams by lower-case host name.</summary>
    public FrozenDictionary<string, UpstreamConfig> Read(MapReader? map)
    {
        var hosts = new Dictionary<string, UpstreamConfig>(StringComparer.Ordinal);
        foreach (var (key, value) in map?.Entries() ?? [])
        {
            var name = key.Text.ToLowerInvariant();
            if (!HostName.IsValid(name)) report.Error(key, $"{Quoted.Text(key.Text)} is not a host name: write it without scheme, port and path");
            else if (hosts.ContainsKey(name)) report.Error(key, $"host {Quoted.Text(name)} is set twice, in other letters: remove one");

            if (report.Yaml.Map(value, $"host {Quoted.Text(name)}") is not { } host) continue;
            if (!host.Has("upstream")) report.Error(host.Node, $"host {Quoted.Text(name)} needs an 'upstream'");
            if (host.Map("upstream") is { } upstream && _upstreams.Read(upstream) is { } config) hosts.TryAdd(name, config);
        }
        return hosts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
