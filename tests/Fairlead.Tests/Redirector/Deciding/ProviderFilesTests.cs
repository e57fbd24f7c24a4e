using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>What provider files say of registries and files, where the policy allows it (request rules 10 and 13).</summary>
public sealed class ProviderFilesTests : IAsyncLifetime
{
    private const string Name = "/v2/demo/hello/";
    private static readonly Blob s_manifest = RunningRedirector.Image.Image.Index;
    private static readonly string s_blob = $"{Name}blobs/{RunningRedirector.Held.Digest}";
    private readonly ManualTime _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Ip2AsnFile _addresses = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-providers-").FullName;
    private readonly RegistryContent _content = new();
    private RegistryServer _own = null!;
    private RunningRedirector? _server;

    private RunningRedirector Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _content.AddImage(DemoImage.Repository, DemoImage.Tag, RunningRedirector.Image.Image);
        _own = await RegistryServer.StartAsync(_content);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _own.DisposeAsync();
        _addresses.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Digests_ThatTheProvidersRegistryHas_AreThereAndAskedForOnce()
    {
        await StartAsync("redirects: true");
        for (var i = 0; i < 3; i++)
        {
            foreach (var target in new[] { s_blob, $"{Name}manifests/{s_manifest.Digest}" })
            {
                var answer = await Server.GetAsync($"{target}?ns=registry.example&x={i}", Ip2AsnFile.InAmazon);
                (answer.Status, answer.Location).ShouldBe((307, $"{RunningRedirector.BaseOf(_own)}{target}?x={i}"));
            }
        }
        _own.Requests.Snapshot().Select(request => $"{request.Method} {request.Target}").ShouldBe([$"HEAD {s_blob}", $"HEAD {Name}manifests/{s_manifest.Digest}"]);
        (await Server.MetricsAsync())["fairlead_requests_total{rule=\"provider-registry\",status=\"307\",provider=\"amazon\",region=\"none\"}"].ShouldBe(6);
        Server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Redirect_By302_IsAsConfigured()
    {
        await StartAsync("redirects: true", "redirectStatus: 302");
        (await Server.GetAsync(s_blob, Ip2AsnFile.InAmazon)).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("redirects: false")]
    [InlineData("trustTags: true")]
    public async Task Digests_PolicyDoesNotAllowRedirects_AreAtTheUpstreamAndNobodyIsAsked(string says)
    {
        await StartAsync(says);
        (await Server.GetAsync(s_blob, Ip2AsnFile.InAmazon)).Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + s_blob);
        _own.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("manifests/v1")]
    [InlineData("tags/list")]
    [InlineData("referrers/" + SampleDigest.Text)]
    public async Task Tags_AreNotTrusted_UnlessThePolicySaysSo(string what)
    {
        await StartAsync("redirects: true");
        (await Server.GetAsync(Name + what, Ip2AsnFile.InAmazon)).Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + Name + what);
        _own.Requests.Total.ShouldBe(0);

        (await Server.ReloadAsync(Policy("redirects: true, trustTags: true"))).ShouldBeTrue();
        (await Server.GetAsync(Name + what, Ip2AsnFile.InAmazon)).Location.ShouldBe(RunningRedirector.BaseOf(_own) + Name + what);
    }

    [Fact]
    public async Task Tags_UnderAnotherHostName_AreItsUpstreams()
    {
        await StartAsync("redirects: true, trustTags: true", "hosts: {old.example: {upstream: {registry: \"<signatures>\"}}}");
        (await Server.GetAsync(Name + "manifests/v1", Ip2AsnFile.InAmazon, host: "old.example")).Location.ShouldBe(RunningRedirector.BaseOf(Server.Signatures) + Name + "manifests/v1");
        (await Server.GetAsync(s_blob, Ip2AsnFile.InAmazon, host: "old.example")).Location.ShouldBe(RunningRedirector.BaseOf(_own) + s_blob);
    }

    [Theory]
    [InlineData(Ip2AsnFile.InNorway)]
    [InlineData(Ip2AsnFile.InGoogle)]
    [InlineData(null)]
    public async Task Digests_OfOtherClients_AreNotTheProviders(string? from)
    {
        await StartAsync("redirects: true, trustTags: true");
        await Server.GetAsync(s_blob, from);
        _own.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Digests_ThatTheProvidersRegistryLacks_AreServedAsEver()
    {
        await StartAsync("redirects: true", """providers: [{name: amazon, mirrors: [{name: near, url: "<near>"}]}]""");
        _content.RemoveBlob(DemoImage.Repository, RunningRedirector.Held.Digest);
        (await Server.GetAsync(s_blob, Ip2AsnFile.InAmazon)).Location.ShouldBe(Server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        (await Server.GetAsync($"{Name}blobs/{SampleDigest.Text}", Ip2AsnFile.InAmazon)).Location.ShouldBe($"{RunningRedirector.BaseOf(Server.Upstream)}{Name}blobs/{SampleDigest.Text}");
    }

    [Theory]
    [InlineData("""providers: [{name: amazon, serveFrom: upstream}]""")]
    [InlineData("""routes: [{when: {provider: amazon}, use: []}]""")]
    public async Task Digests_PolicySaysWhereFrom_AreFromThere(string policy)
    {
        await StartAsync("redirects: true", policy);
        (await Server.GetAsync(s_blob, Ip2AsnFile.InAmazon)).Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + s_blob);
        _own.Requests.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Digests_ProvidersRegistryDoesNotSayPlainly_AreServedAsEver(int status)
    {
        await StartAsync("redirects: true");
        _own.Behaviour = Behaviour.Status(status);
        for (var i = 0; i < 5; i++)
            (await Server.GetAsync($"{Name}blobs/sha256:{i:x64}", Ip2AsnFile.InAmazon)).Location.ShouldStartWith(RunningRedirector.BaseOf(Server.Upstream));
        _own.Requests.Total.ShouldBe(2, "the second failure in a row closes it");
    }

    [Fact]
    public async Task Digests_ProvidersRegistryLeadsBackHere_EndAtTheUpstream()
    {
        await StartAsync("redirects: true, trustTags: true");
        await File.WriteAllTextAsync(Path.Combine(_folder, "amazon.yaml"), $"name: amazon\nredirectsTo: {{registry: \"{Server.Address.GetLeftPart(UriPartial.Authority)}\"}}\nasns: [16509]\n");
        (await Server.ReloadAsync(Policy("redirects: true, trustTags: true"))).ShouldBeTrue();
        foreach (var target in new[] { s_blob, Name + "manifests/v1", Name + "tags/list" })
            (await Server.GetAsync(target, Ip2AsnFile.InAmazon)).Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + target);
    }

    [Fact]
    public async Task Digests_ProvidersRegistryHangs_AreServedInTime()
    {
        await StartAsync("redirects: true");
        var hang = Behaviour.Hang();
        _own.Behaviour = hang;
        var asked = Server.GetAsync(s_blob, Ip2AsnFile.InAmazon);
        await Task.WhenAny(hang.ArrivalAsync(TestContext.Current.CancellationToken), asked); // who is not asked is no reason to wait for ever
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await asked).Location.ShouldBe(RunningRedirector.BaseOf(Server.Upstream) + s_blob);
    }

    [Fact]
    public async Task Artifacts_ThatTheProviderHas_AreThere()
    {
        var own = RunningRedirector.BaseOf(_own);
        await StartAsync("redirects: true", """artifacts: [{path: /v3/ours/, host: ours.example, provider: amazon}, {path: /v3/, host: files.example}]""", artifacts: true);
        (await Server.GetAsync("/v3/kubeadm?x=y", Ip2AsnFile.InAmazon)).Location.ShouldBe("https://files.example/v3/kubeadm?x=y", "it has no such file");
        _own.Behaviour = Behaviour.Status(200);
        (await Server.GetAsync("/v3/kubelet?x=y", Ip2AsnFile.InAmazon)).Location.ShouldBe(own + "/v3/kubelet?x=y");
        (await Server.GetAsync("/v3/ours/a", Ip2AsnFile.InAmazon)).Location.ShouldBe("https://ours.example/v3/ours/a", "the policy says so of this provider");
        (await Server.GetAsync("/v3/kubelet", Ip2AsnFile.InNorway)).Location.ShouldBe("https://files.example/v3/kubelet");
        (await Server.GetAsync("/v4/kubelet", Ip2AsnFile.InAmazon)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Files_TheRealOnes_RedirectAsTheySay()
    {
        if (SharedData.Root is not { } root) return; // the same on samples above
        // As they are, but for the hosts of their targets, which are placeholders: a registry of this machine's stands for each.
        await using var microsofts = await RegistryServer.StartAsync(_content);
        await StartAsync("redirects: true");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "providers")))
        {
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(Path.Combine(_folder, Path.GetFileName(file)), text
                .Replace("kubernetes.ecr.io", RunningRedirector.BaseOf(_own))
                .Replace("k8s.gcr.io", Server.Address.GetLeftPart(UriPartial.Authority)) // redirects back here today
                .Replace("kubernetes.acr.io", RunningRedirector.BaseOf(microsofts)));
        }
        (await Server.ReloadAsync(Policy("redirects: true"))).ShouldBeTrue();
        foreach (var (from, to) in new[]
        {
            (Ip2AsnFile.InAmazon, _own), (Ip2AsnFile.InMicrosoft, microsofts), (Ip2AsnFile.InGoogle, Server.Upstream), (Ip2AsnFile.InChina, Server.Upstream),
        })
        {
            foreach (var target in new[] { s_blob, $"{Name}manifests/{s_manifest.Digest}" })
                (await Server.GetAsync(target, from)).Location.ShouldBe(RunningRedirector.BaseOf(to) + target, from);
            (await Server.GetAsync(Name + "manifests/v1", from)).Location.ShouldBe($"{RunningRedirector.BaseOf(Server.Upstream)}{Name}manifests/v1");
        }
    }

    private string Policy(string says, string more = "") =>
        $"{_addresses.Policy}upstream: {{registry: \"<upstream>\"}}\nprovidersFrom: {{path: \"{_folder}\", {says}}}\n{more}\n";

    private async Task StartAsync(string says, string more = "", bool artifacts = false)
    {
        var own = RunningRedirector.BaseOf(_own);
        await File.WriteAllTextAsync(Path.Combine(_folder, "amazon.yaml"), $"""
            # note: as in the real ones
            name: amazon
            redirectsTo:
              registry: {own}
              artifacts: {(artifacts ? own : "files.invalid")}
            asns:
              - 16509
              - 14618
              - 16509
            """);
        _server = await RunningRedirector.StartAsync(Policy(says, more), _clock);
    }
}
