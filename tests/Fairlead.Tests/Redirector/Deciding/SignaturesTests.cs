using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>Where signatures have a registry of their own: request rule 6.</summary>
public sealed class SignaturesTests : IAsyncLifetime
{
    private const string There = "/v2/demo/hello/"; // what is asked for without the prefix is there with it
    private static readonly Blob s_manifest = RunningRedirector.Image.Image.Index;
    private readonly ManualTime _clock = new(DateTimeOffset.UnixEpoch);
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync(
        RunningRedirector.TwoMirrors.Replace("\"<upstream>\"", "\"<upstream>\", repositoryPrefix: demo, signatures: \"<signatures>\""), _clock);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("manifests/sha256-" + SampleDigest.Hex + ".sig")]
    [InlineData("manifests/sha256-" + SampleDigest.Hex + ".att")]
    [InlineData("manifests/sha256-" + SampleDigest.Hex + ".sbom")]
    [InlineData("manifests/sha256-" + SampleDigest.Hex)]
    [InlineData("referrers/" + SampleDigest.Text + "?artifactType=a%2Fb")]
    public async Task Signature_ByTagOrReferrers_IsThereAndNobodyIsAsked(string what)
    {
        await ShouldBeAtAsync(_server.Signatures, what);
        _server.Upstream.Requests.Total.ShouldBe(0);
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Manifest_WhereTheRegistryItselfHoldsTheSignatures_IsThereAndNobodyIsAsked()
    {
        await using var server = await RunningRedirector.StartAsync(
            RunningRedirector.TwoMirrors.Replace("\"<upstream>\"", "\"<upstream>\", repositoryPrefix: demo, signatures: \"<upstream>\""), _clock);
        foreach (var what in new[] { $"manifests/{SampleDigest.Text}", "manifests/sha256-" + SampleDigest.Hex + ".sig" })
            (await server.GetAsync("/v2/hello/" + what)).Location.ShouldBe(RunningRedirector.BaseOf(server.Upstream) + There + what);
        server.Upstream.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("manifests/v1")]
    [InlineData("manifests/sha256-0123.sig")]
    [InlineData("tags/list")]
    public async Task Rest_OfTheApi_IsAtTheUpstreamAndNobodyIsAsked(string what)
    {
        await ShouldBeAtAsync(_server.Upstream, what);
        _server.Upstream.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Manifest_ThatTheUpstreamHas_IsThereAndAskedForOnce()
    {
        for (var i = 0; i < 3; i++) await ShouldBeAtAsync(_server.Upstream, $"manifests/{s_manifest.Digest}");
        ShouldHaveAskedTheUpstreamOnce();
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Manifest_ThatTheUpstreamLacks_IsWithTheSignaturesAndAskedForOnce()
    {
        for (var i = 0; i < 3; i++) await ShouldBeAtAsync(_server.Signatures, $"manifests/{SampleDigest.Text}");
        ShouldHaveAskedTheUpstreamOnce();
        _server.Log.ShouldBeQuiet();
    }

    [Theory]
    [InlineData(RunningRedirector.InParis)]
    [InlineData(RunningRedirector.Elsewhere)]
    public async Task Blob_ThatOnlyTheUpstreamHas_IsThereAndAskedForOnce(string from)
    {
        _server.Near.Remove(RunningRedirector.Held.Digest);
        _server.Far.Remove(RunningRedirector.Held.Digest);
        for (var i = 0; i < 3; i++) await ShouldBeAtAsync(_server.Upstream, $"blobs/{RunningRedirector.Held.Digest}", from);
        ShouldHaveAskedTheUpstreamOnce();
    }

    [Theory]
    [InlineData(RunningRedirector.InParis)]
    [InlineData(RunningRedirector.Elsewhere)]
    public async Task Blob_ThatNobodyElseHas_IsWithTheSignatures(string from)
    {
        for (var i = 0; i < 3; i++) await ShouldBeAtAsync(_server.Signatures, $"blobs/{SampleDigest.Text}", from);
        ShouldHaveAskedTheUpstreamOnce();
    }

    [Fact]
    public async Task Blob_ThatAMirrorHolds_IsThereAndTheUpstreamIsNotAsked()
    {
        var answer = await _server.GetAsync($"/v2/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InParis);
        answer.Location.ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        _server.Upstream.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(429)]
    public async Task Manifest_UpstreamDoesNotSay_IsThere(int status)
    {
        _server.Upstream.Behaviour = Behaviour.Status(status);
        await ShouldBeAtAsync(_server.Upstream, $"manifests/{SampleDigest.Text}");
    }

    [Fact]
    public async Task Manifest_UpstreamHangs_IsThere()
    {
        var hang = Behaviour.Hang();
        _server.Upstream.Behaviour = hang;
        var asked = ShouldBeAtAsync(_server.Upstream, $"manifests/{SampleDigest.Text}");
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await asked;
    }

    private async Task ShouldBeAtAsync(RegistryServer registry, string what, string? from = null)
    {
        var answer = await _server.GetAsync("/v2/hello/" + what, from);
        answer.Status.ShouldBe(307);
        answer.Location.ShouldBe(RunningRedirector.BaseOf(registry) + There + what);
        _server.Signatures.Requests.Total.ShouldBe(0, "clients are sent there; it is never asked");
    }

    private void ShouldHaveAskedTheUpstreamOnce() => _server.Upstream.Requests.Snapshot().Select(request => request.Method).ShouldBe(["HEAD"]);
}
