using System.Text;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;
using Fairlead.Redirector.Inventories;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>What a decision on cached presence may allocate: one string, the Location.</summary>
public sealed class AllocationBudgetTests
{
    private const string Policy = """
        upstream: {registry: "https://upstream.example", repositoryPrefix: images}
        hosts: {old.example: {upstream: {registry: "https://old.example"}}}
        clientAddress: {from: x-forwarded-for, trustedProxies: [10.0.0.0/8], trustedHops: 1}
        providers:
          - name: cloud
            cidrs: [{prefix: 192.0.2.0/24, region: eu-west-3}, {prefix: "2001:db8::/32", region: eu-west-3}]
            mirrors: [{regions: [eu-west-3, us-east-1], url: "https://{region}.mirrors.example/containers/images/{digest}"}]
        """;

    private static readonly PolicyLoad s_load = PolicyFile.Parse(Encoding.UTF8.GetBytes(Policy), "policy.yaml", "/", null);
    private static readonly Digest s_digest = Digest.Parse(SampleDigest.Text);

    [Theory]
    [InlineData("192.0.2.1, 10.0.0.2")]
    [InlineData("8.8.8.8, [2001:db8::1]:4711, 10.0.0.2")]
    public void Decide_MirrorIsCachedAsPresent_AllocatesTheLocationAlone(string header)
    {
        using var core = Core();
        Keep(core, "cloud-eu-west-3", PresenceAnswer.Present);
        ShouldAllocateOne(core, $"/v2/pause/blobs/{s_digest}?ns=registry.example", header, Rule.Mirror, $"https://eu-west-3.mirrors.example/containers/images/{s_digest}");
    }

    [Fact]
    public void Decide_SecondMirrorIsCachedAsPresent_AllocatesTheLocationAlone()
    {
        using var core = Core();
        Keep(core, "cloud-eu-west-3", PresenceAnswer.Absent);
        Keep(core, "cloud-us-east-1", PresenceAnswer.Present);
        ShouldAllocateOne(core, $"/v2/pause/blobs/sha256%3A{s_digest.Hex}", "192.0.2.1,10.0.0.2", Rule.Mirror, $"https://us-east-1.mirrors.example/containers/images/{s_digest}");
    }

    [Fact]
    public void Decide_EveryMirrorIsCachedAsAbsent_AllocatesTheLocationAlone()
    {
        using var core = Core();
        Keep(core, "cloud-eu-west-3", PresenceAnswer.Absent);
        Keep(core, "cloud-us-east-1", PresenceAnswer.Absent);
        ShouldAllocateOne(core, $"/v2/pause/blobs/{s_digest}", "192.0.2.1,10.0.0.2", Rule.UpstreamNotHeld, $"https://upstream.example/v2/images/pause/blobs/{s_digest}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_EveryMirrorHasAnInventory_AllocatesTheLocationAlone(bool isHeld)
    {
        using var core = Core();
        var builder = new InventoryBuilder();
        if (isHeld) builder.Add(s_digest, 1, []);
        var shelf = new InventoryShelf();
        foreach (var site in core.Keeper.States.Current.Sites.OfType<MirrorSite>())
        {
            site.ReadInventoryFrom(new Uri("https://mirrors.example/inventory"));
            shelf.Take(site.Inventory!, builder.Build(DateTimeOffset.UtcNow), [site.Inventory!]);
        }
        ShouldAllocateOne(core, $"/v2/pause/blobs/{s_digest}", "192.0.2.1,10.0.0.2", isHeld ? Rule.Mirror : Rule.UpstreamNotHeld, isHeld
            ? $"https://eu-west-3.mirrors.example/containers/images/{s_digest}"
            : $"https://upstream.example/v2/images/pause/blobs/{s_digest}");
        core.Heads.Cache.Used.ShouldBe(0);
    }

    [Fact]
    public void Decide_Manifest_AllocatesTheLocationAlone()
    {
        using var core = Core();
        ShouldAllocateOne(core, "/v2/pause/manifests/3.10?x=1", "192.0.2.1,10.0.0.2", Rule.Upstream, "https://upstream.example/v2/images/pause/manifests/3.10?x=1");
    }

    [Fact]
    public void Decide_PolicyAsksForHeaders_AllocatesTheLocationAlone()
    {
        var load = PolicyFile.Parse(Encoding.UTF8.GetBytes(Policy + "\nroutes: [{when: {header: {X-Site: [a, b], X-Tier: gold}}, use: [cloud-us-east-1]}]\n"), "policy.yaml", "/", null);
        using var core = Core(load);
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        var request = new RequestContext(context.Features);
        Keep(core, "cloud-eu-west-3", PresenceAnswer.Present);
        Keep(core, "cloud-us-east-1", PresenceAnswer.Present);
        var target = $"/v2/pause/blobs/{s_digest}";
        ShouldAllocateOne(core, target, "192.0.2.1,10.0.0.2", Rule.Mirror, $"https://eu-west-3.mirrors.example/containers/images/{s_digest}", request);
        context.Request.Headers["X-Site"] = "b";
        context.Request.Headers["x-tier"] = "gold";
        ShouldAllocateOne(core, target, "192.0.2.1,10.0.0.2", Rule.Mirror, $"https://us-east-1.mirrors.example/containers/images/{s_digest}", request);
    }

    private static RedirectorCore Core() => Core(s_load);

    private static RedirectorCore Core(PolicyLoad load) =>
        new(load.Policy!, new PolicySource("policy.yaml", null, null, () => load), null, assumePresent: false, TimeProvider.System, NullLoggerFactory.Instance);

    private static void Keep(RedirectorCore core, string mirror, PresenceAnswer answer)
    {
        var site = core.Keeper.States.Current.Sites.Single(s => s.Name == mirror);
        var now = core.Clock.Milliseconds;
        core.Heads.Cache.Keep(s_digest, site.Id, answer, now, now + 3_600_000);
    }

    private static void ShouldAllocateOne(RedirectorCore core, string target, string header, Rule rule, string location, IRequestHeaders? headers = null)
    {
        headers ??= HeaderLines.None;
        var peer = IpAddress.Parse("10.0.0.1");
        string?[] lines = [header];
        var decision = default(Decision);
        var allocated = Allocations.Of(() =>
        {
            var state = core.Keeper.States.Current;
            var path = RegistryPath.Parse(target);
            var place = state.PlaceOf(state.FactsOf(state.Policy.ClientAddress.From(peer, lines)), headers);
            var deciding = core.Decider.Decide(state, path, headers, place, state.UpstreamOf(place, "registry.example:443"), core.Clock.Milliseconds);
            decision = deciding.Result;
        });
        decision.Rule.ShouldBe(rule);
        decision.Location.ShouldBe(location);
        allocated.ShouldBe(Allocations.Of(() => _ = new string('x', location.Length)));
    }
}
