using System.Globalization;
using System.Net;
using System.Text;
using Fairlead.Edges.Plans;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.HAProxy;

/// <summary>A plan as configuration of HAProxy 2.6 and later: one frontend that answers by itself, and maps.</summary>
public static class HaproxyExport
{
    /// <summary>The files: <c>haproxy.cfg</c> and the maps that it reads, from the folder that it lies in.</summary>
    /// <param name="plan">The policy, worked out.</param>
    /// <param name="listen">Where the frontend listens.</param>
    /// <exception cref="EdgeRefusedException">HAProxy can't do what the policy asks for.</exception>
    public static IReadOnlyList<EdgeFile> Files(EdgePlan plan, IPEndPoint listen)
    {
        var upstreams = new EdgeUpstreams(plan);
        var headers = new EdgeHeaders(plan);
        var text = new HaproxyFrontend(plan, headers, listen).Write();
        return
        [
            new EdgeFile("haproxy.cfg", to => to.Write(Encoding.UTF8.GetBytes(text))),
            HaproxyMap.Of("places.map", Covering(plan.Prefixes.Select(one => (one.Prefix, Number(one.Place))), otherwise: "0")),
            HaproxyMap.Of("trusted.map", Covering(plan.Config.ClientAddress.TrustedProxies.Select(proxy => (proxy, "yes")), otherwise: "no")),
            HaproxyMap.Of("routes.map", plan.Places.SelectMany(place => place.Alternatives.Select(route => ($"{Number(headers.NumberOf(route))}/{Number(place.Number)}", Number(route.Place.Number))))),
            HaproxyMap.Of("artifact-places.map", plan.Config.Artifacts.Index().Where(one => one.Item.Provider is not null)
                .SelectMany(one => plan.Places.Where(place => place.Artifacts.Contains(one.Item)).Select(place => ($"{Number(one.Index)}/{Number(place.Number)}", "yes")))),
            Places("upstreams.map", plan, place => place.Upstream is { } upstream ? Number(upstreams.NumberOf(upstream)) : null),
            Places("mirrors-before.map", plan, place => place.Mirror?.Config.UrlBefore),
            Places("mirrors-after.map", plan, place => place.Mirror?.Config.UrlAfter is { Length: > 0 } after ? after : null),
            Places("provider-registries.map", plan, place => place.RedirectsTo?.Registry),
            Places("provider-tags.map", plan, place => place.RedirectsTo is { Registry: not null, TrustTags: true } ? "yes" : null),
            Places("provider-artifacts.map", plan, place => place.RedirectsTo?.Artifacts),
            HaproxyMap.Of("hosts.map", plan.Config.Hosts.Select(host => (host.Key, Number(upstreams.NumberOf(host.Value))))),
            Upstreams("registries.map", upstreams, upstream => upstream.Registries[0]),
            Upstreams("prefixes.map", upstreams, upstream => upstream.RepositoryPrefix is { Length: > 0 } prefix ? prefix + "/" : null),
            HaproxyMap.Of("carried.map", upstreams.All.Index().Where(one => one.Item.RepositoryPrefix.Length > 0).Select(one => ($"{Number(one.Index)}/v2/{one.Item.RepositoryPrefix}/", "yes"))),
            Upstreams("signatures.map", upstreams, upstream => upstream.SignaturesApart()),
            HaproxyMap.Of("artifacts.map", plan.Config.Artifacts.Index().Select(one => (Number(one.Index), one.Item.BaseUrl))),
        ];
    }

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static EdgeFile Places(string name, EdgePlan plan, Func<EdgePlace, string?> valueOf) =>
        HaproxyMap.Of(name, plan.Places.Where(place => valueOf(place) is not null).Select(place => (Number(place.Number), valueOf(place)!)));

    private static EdgeFile Upstreams(string name, EdgeUpstreams upstreams, Func<UpstreamConfig, string?> valueOf) =>
        HaproxyMap.Of(name, upstreams.All.Index().Where(one => valueOf(one.Item) is not null).Select(one => (Number(one.Index), valueOf(one.Item)!)));

    /// <summary>
    /// Prefixes with their values, and both families' whole space with another. HAProxy looks an address that it doesn't find in one family up in the other (pat_match_ip): IPv4 mapped, and
    /// IPv6 as IPv4 where it is mapped or of 6to4. So each has an answer of its own, and IPv4 stands among IPv6, mapped, too.
    /// </summary>
    private static IEnumerable<(string Key, string Value)> Covering(IEnumerable<(IpPrefix Prefix, string Value)> prefixes, string otherwise)
    {
        var wholes = new HashSet<IpPrefix> { IpPrefix.Of(IpAddress.V4(0), 0), IpPrefix.Of(IpAddress.V6(0), 0) };
        foreach (var (prefix, value) in prefixes)
        {
            wholes.Remove(prefix);
            foreach (var key in Keys(prefix)) yield return (key, value);
        }
        foreach (var key in wholes.SelectMany(Keys)) yield return (key, otherwise);
    }

    /// <summary>A prefix, and the IPv6 one that maps it.</summary>
    private static IEnumerable<string> Keys(IpPrefix prefix) =>
        prefix.IsIPv4 ? [prefix.ToString(), $"::ffff:{prefix.First}/{Number(prefix.Length + 96)}"] : [prefix.ToString()];
}
