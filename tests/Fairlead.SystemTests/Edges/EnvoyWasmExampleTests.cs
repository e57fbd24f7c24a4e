using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>examples/envoy-wasm, as its page has it.</summary>
public sealed class EnvoyWasmExampleTests
{
    private const string Blob = "/v2/pause/blobs/sha256:7031c1b283388d2c2e09b57badb803c05ebed362dc88d84b480cc47f72a21097";

    [Fact]
    public async Task Example_AsItsPageHasIt_AnswersWhatThePageShows()
    {
        var page = await File.ReadAllTextAsync(Checkout.File("examples/envoy-wasm/README.md"), TestContext.Current.CancellationToken);
        await using var envoy = await WasmHost.StartAsync(Checkout.File("examples/envoy-wasm/policy.yaml"));

        var blob = await Http.GetAsync(new Uri(envoy.Url, Blob), "35.180.0.1");
        var tag = await Http.GetAsync(new Uri(envoy.Url, "/v2/pause/manifests/3.10"));

        page.ShouldContain($"http://127.0.0.1:8080{Blob}");
        page.ShouldContain($"location: {blob.Location}\n");
        page.ShouldContain($"location: {tag.Location}\n");
        (blob.Status, tag.Status).ShouldBe((307, 307));
    }
}
