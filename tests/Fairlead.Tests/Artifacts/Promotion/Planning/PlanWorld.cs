using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

/// <summary>A source and two destinations.</summary>
internal sealed class PlanWorld : IAsyncDisposable
{
    private readonly TimeProvider _time = new HurriedTime();

    private PlanWorld(FakeRegistry source, FakeRegistry one, FakeRegistry other) => (Source, One, Other) = (source, one, other);

    public FakeRegistry Source { get; }

    public FakeRegistry One { get; }

    public FakeRegistry Other { get; }

    public FakeRegistry[] All => [Source, One, Other];

    public static async Task<PlanWorld> StartAsync(bool google = true)
    {
        var world = new PlanWorld(await FakeRegistry.StartAsync(), await FakeRegistry.StartAsync(), await FakeRegistry.StartAsync());
        if (!google) return world;
        foreach (var registry in world.All) GoogleListing.Of(registry);
        return world;
    }

    /// <summary>Puts a manifest there, under these tags.</summary>
    public static Digest Put(FakeRegistry registry, string repository, Blob manifest, params string[] tags)
    {
        registry.Content.AddManifest(repository, manifest);
        foreach (var tag in tags) registry.Content.Tag(repository, tag, manifest.Digest);
        return manifest.Digest;
    }

    /// <summary>Manifests from the source's <c>stage</c> to <c>prod</c> in both destinations.</summary>
    public PromotionManifest Manifest(params ManifestImage[] images) =>
        PlanSamples.Manifest("sample", $"{Source.Host}/stage", [$"{One.Host}/prod", $"{Other.Host}/prod"], images);

    public async Task<PromotionPlan> PlanAsync(SignatureRule? signatures = null, IPlanObserver? observer = null, params PromotionManifest[] manifests)
    {
        using var clients = Clients();
        return await new PromotionPlanner(clients, signatures ?? new SignatureRule(SignatureMode.All), _time)
            .PlanAsync(manifests, observer ?? new PlanLog(), TestContext.Current.CancellationToken);
    }

    public async Task<PromotionPlan> CheckAsync(PromotionPlan plan)
    {
        using var clients = Clients();
        return await new PlanCheck(clients).CheckAsync(plan, new PlanLog(), TestContext.Current.CancellationToken);
    }

    public void Forget()
    {
        foreach (var registry in All) registry.Manners.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registry in All) await registry.DisposeAsync();
    }

    private RegistryClients Clients() => new(new RegistryClientOptions { PlainHttp = All.Select(registry => registry.Host).ToHashSet() }, _time);
}
