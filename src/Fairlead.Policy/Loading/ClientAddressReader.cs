using Fairlead.Formats.Yaml;
using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary><c>clientAddress</c>: request rule 8.</summary>
internal sealed class ClientAddressReader(PolicyReport report)
{
    private const int MaxHops = 16; // proxies in a row; nobody has that many

    /// <summary>Its default believes the connection alone.</summary>
    public ClientAddressConfig Read(MapReader? map)
    {
        if (map is null) return new ClientAddressConfig(ClientAddressSource.Connection, [], 0);
        var from = map.Enum(
            "from",
            ("connection", ClientAddressSource.Connection),
            ("x-forwarded-for", ClientAddressSource.XForwardedFor),
            ("x-real-ip", ClientAddressSource.XRealIp),
            ("forwarded", ClientAddressSource.Forwarded)) ?? ClientAddressSource.Connection;
        var proxies = ReadProxies(map.Texts("trustedProxies") ?? []);
        var hops = map.Int("trustedHops", 0, MaxHops) ?? 0;

        if (from == ClientAddressSource.Connection)
        {
            if (proxies.Count > 0) report.Warning(map.KeyOf("trustedProxies"), "'trustedProxies' has no effect while 'from' is connection");
            if (hops > 0) report.Warning(map.KeyOf("trustedHops"), "'trustedHops' has no effect while 'from' is connection");
        }
        else if (proxies.Count == 0)
        {
            report.Warning(map.KeyOf("from"), "no peer is believed: without 'trustedProxies' the header is ignored and the connection's address taken");
        }
        if (from == ClientAddressSource.XRealIp && hops > 0)
            report.Warning(map.KeyOf("trustedHops"), "x-real-ip carries one address: with 'trustedHops' above 0 no client is ever known");
        return new ClientAddressConfig(from, proxies, hops);
    }

    private List<IpPrefix> ReadProxies(IReadOnlyList<YamlScalar> texts)
    {
        var proxies = new List<IpPrefix>();
        foreach (var text in texts)
        {
            if (report.Prefix(text) is not { } prefix) continue;
            if (prefix.Length == 0) report.Warning(text, $"{prefix} believes everyone: any client can then claim any address");
            proxies.Add(prefix);
        }
        return proxies;
    }
}
