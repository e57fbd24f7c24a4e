using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Redirector.Upkeep;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>A provider's own registry in operation: looked after as a mirror is (request rule 11).</summary>
public sealed class ProviderSiteTests : IAsyncLifetime
{
    private static readonly Blob s_blob = RunningRedirector.Image.SharedLayer.Blob;
    private static readonly string s_path = $"/v2/{DemoImage.Repository}/blobs/{s_blob.Digest}";
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-providers-").FullName;
    private readonly RegistryContent _content = new();
    private RegistryServer _own = null!;
    private CoreBench _bench = null!;

    private ProviderSite Site => _bench.State.Sites.OfType<ProviderSite>().Single();

    public async ValueTask InitializeAsync()
    {
        _content.AddBlob(DemoImage.Repository, s_blob);
        _own = await RegistryServer.StartAsync(_content, cancel: TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.yaml"), $"name: cloud\nredirectsTo: {{registry: \"{RunningRedirector.BaseOf(_own)}\"}}\n");
        _bench = new CoreBench($$"""
            upstream: {registry: "https://registry.example.org"}
            providersFrom: {path: "{{_folder}}", redirects: true}
            providers: [{name: cloud, cidrs: [192.0.2.0/24]}]
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _own.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Probe_RegistryDiesWhileAllIsCached_ClosesWithinTenSeconds()
    {
        (await RuleAsync()).ShouldBe("provider-registry");
        await _own.StopAsync();
        (await RuleAsync()).ShouldBe("provider-registry", "nobody knows yet");
        (await _bench.ProbeUntilAsync(() => !Site.Health.IsOpen, TimeSpan.FromSeconds(20))).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await RuleAsync()).ShouldBe("upstream-by-policy");

        await _own.RestartAsync(TestContext.Current.CancellationToken);
        await _bench.ProbeUntilAsync(() => Site.Health.IsOpen, TimeSpan.FromSeconds(20));
        (await RuleAsync()).ShouldBe("provider-registry");
    }

    [Fact]
    public async Task Probe_WhatItHeldIsGone_NothingIsBelievedOfIt()
    {
        (await RuleAsync()).ShouldBe("provider-registry");
        _content.RemoveBlob(DemoImage.Repository, s_blob.Digest);
        await _bench.ProbeUntilAsync(() => false, TimeSpan.FromSeconds(6));
        (await RuleAsync()).ShouldBe("upstream-by-policy");
    }

    [Fact]
    public async Task Probe_NobodyWasSentThere_IsNotAsked()
    {
        await _bench.ProbeUntilAsync(() => false, TimeSpan.FromSeconds(20));
        _own.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Holds_AnotherQuery_IsNotAskedAgain()
    {
        for (var i = 0; i < 10; i++) (await _bench.Core.ExplainAsync("192.0.2.1", $"{s_path}?x={i}")).Explanation!.Location!.ShouldEndWith($"?x={i}");
        _own.Requests.Total.ShouldBe(1);
    }

    [Fact]
    public async Task Holds_OverTheBudget_IsServedAsEver()
    {
        _bench.Policy += "\npresence: {headsPerSecond: 1}";
        (await _bench.ReloadAsync()).ShouldBeTrue();
        (await RuleAsync()).ShouldBe("provider-registry");
        (await RuleAsync($"/v2/{DemoImage.Repository}/blobs/{SampleDigest.Text}")).ShouldBe("upstream-by-policy");
        _own.Requests.Total.ShouldBe(1);
    }

    private async Task<string> RuleAsync(string? path = null) => (await _bench.Core.ExplainAsync("192.0.2.1", path ?? s_path)).Explanation!.Rule;
}
