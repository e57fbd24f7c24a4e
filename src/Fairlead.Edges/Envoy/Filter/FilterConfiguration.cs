using Fairlead.Edges.Plans;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>The plan in the bytes that the filter reads where they lie; <c>assembly/policy.ts</c> is the other side of this layout.</summary>
internal sealed class FilterConfiguration
{
    private const uint Magic = 0x32574C46; // "FLW2"
    private const int HeadSize = 116;
    private readonly FilterImage _image = new(HeadSize);
    private readonly EdgePlan _plan;

    private FilterConfiguration(EdgePlan plan) => _plan = plan;

    /// <summary>The plan's configuration. The same plan gives the same bytes.</summary>
    public static byte[] Of(EdgePlan plan) => new FilterConfiguration(plan).Write();

    private byte[] Write()
    {
        var config = _plan.Config;
        var client = config.ClientAddress;
        var prefixes = _plan.Prefixes.ToList();
        var rest = new FilterRecord()
            .Add(config.RedirectStatus)
            .Add(client.From switch { ClientAddressSource.Connection => 0, ClientAddressSource.Forwarded => 2, _ => 1 })
            .Add(client.TrustedHops)
            .Add(_image.Text(new ClientAddressReader(client).HeaderName?.ToLowerInvariant()))
            .Add(_image.Text(config.InfoPage))
            .Add(_image.Text(config.PrivacyPage))
            .Add(_image.Text(config.HealthPath))
            .Add(_image.List(client.TrustedProxies.Select(Proxy)))
            .Add(_image.List(FilterTable.Runs(prefixes, isIPv4: true).Select(run => new FilterRecord().Add((uint)run.First).Add(run.Place))))
            .Add(_image.List(FilterTable.Runs(prefixes, isIPv4: false).Select(run => new FilterRecord().Add(run.First).Add(run.Place))))
            .Add(_image.List(_plan.Places.Select(Place)))
            .Add(_image.List(config.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal).Select(host => new FilterRecord().Add(_image.Text(host.Key)).Add(Upstream(host.Value)))))
            .Add(Upstream(config.Upstream));
        return _image.Finish(new FilterRecord().Add(Magic).Add(_image.Length).Add(rest));
    }

    /// <summary>IPv4 as the IPv6 prefix that maps it.</summary>
    private static FilterRecord Proxy(IpPrefix prefix)
    {
        var mapped = (UInt128)0xFFFF << 32;
        return prefix.IsIPv4
            ? new FilterRecord().Add(mapped | prefix.First.Bits).Add(96 + prefix.Length)
            : new FilterRecord().Add(prefix.First.Bits).Add(prefix.Length);
    }

    private FilterRecord Place(EdgePlace place) => new FilterRecord()
        .Add(_image.Text(place.Mirror?.Config.UrlBefore))
        .Add(_image.Text(place.Mirror?.Config.UrlAfter))
        .Add(place.Upstream is { } upstream ? _image.List([Upstream(upstream)]).Offset : 0)
        .Add(_image.Text(place.RedirectsTo?.Registry))
        .Add(place.RedirectsTo?.TrustTags ?? false)
        .Add(_image.Text(place.RedirectsTo?.Artifacts))
        .Add(_image.List(place.Artifacts.Select(Artifact)))
        .Add(_image.List(place.Alternatives.Select(route => new FilterRecord().Add(Headers(route.When)).Add(route.Place.Number))));

    private FilterRecord Upstream(UpstreamConfig upstream) => new FilterRecord()
        .Add(_image.Text(upstream.Registries[0]))
        .Add(_image.Text(upstream.RepositoryPrefix))
        .Add(_image.Text(upstream.SignaturesApart()));

    private FilterRecord Artifact(ArtifactConfig artifact) => new FilterRecord()
        .Add(_image.Text(artifact.Path))
        .Add(_image.Text(artifact.BaseUrl))
        .Add(artifact.IsForEverybody)
        .Add(Headers(artifact.Headers));

    private FilterSlice Headers(IReadOnlyList<HeaderMatch> headers) => _image.List(headers.Select(header => new FilterRecord()
        .Add(_image.Text(header.Name.ToLowerInvariant()))
        .Add(_image.List(header.Values.Select(value => new FilterRecord().Add(_image.Text(value)))))));
}
