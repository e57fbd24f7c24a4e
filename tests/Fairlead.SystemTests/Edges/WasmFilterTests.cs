using System.Text;
using System.Text.Json;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Envoys;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>The filter for Envoy, in a stand-in for Envoy.</summary>
public sealed class WasmFilterTests
{
    [Fact]
    public async Task Filter_GeneratedRequests_AnswersAsServe()
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });
        await using var envoy = await WasmHost.StartAsync(policy.PolicyFile);

        (await EdgeComparison.CompareAsync(serve.Data, envoy.Url, new RequestGenerator(4).Make(20_000), EnvoyDifferences.AreListed)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("forwarded",
        "Forwarded: for=198.51.100.7;proto=http, for=10.0.0.1",
        "Forwarded: proto=http;For=\"[2001:db8:5::1]:4711\", for=\"a,b\\\"c\"",
        "Forwarded: for=198.51.100.7\r\nForwarded: for=10.0.0.1",
        "Forwarded: by=198.51.100.7, for=10.0.0.1",
        "Forwarded: for=\"198.51.100.7, for=10.0.0.1")]
    [InlineData("x-real-ip", "X-Real-IP: 198.51.100.7, 10.0.0.1", "X-Forwarded-For: 198.51.100.7, 10.0.0.1")]
    [InlineData("x-forwarded-for", "X-Forwarded-For: 198.51.100.7\r\nx-forwarded-for: ,10.0.0.1", "X-Forwarded-For: 198.51.100.7, 10.0.0.1\r\nX-Forwarded-For:")]
    [InlineData("connection", "X-Forwarded-For: 198.51.100.7, 10.0.0.1")]
    public async Task Filter_ClientAddresses_AnswersAsServe(string from, params string[] headers)
    {
        var policy = $$"""
            upstream: {registry: "https://upstream.example.org"}
            clientAddress: {from: {{from}}, trustedProxies: [127.0.0.0/8], trustedHops: 1}
            providers:
              - {name: here, cidrs: [127.0.0.0/8], mirrors: [{name: local, url: "https://local.example.org/{digest}"}]}
              - {name: there, cidrs: [198.51.100.0/24, "2001:db8:5::/48"], mirrors: [{name: far, url: "https://far.example.org/{digest}"}]}
            """;
        await CompareAsync(policy, headers.Select(header => $"GET /v2/pause/blobs/sha256:{new string('a', 64)} HTTP/1.1\r\nHost: registry.example.org\r\n{header}\r\n\r\n"));
    }

    [Fact]
    public async Task Filter_PeerThatIsNotTrusted_IsTheClient() => await CompareAsync(
        """
        upstream: {registry: "https://upstream.example.org"}
        clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/32, "::/0", 128.0.0.0/1], trustedHops: 0}
        providers:
          - {name: here, cidrs: [127.0.0.0/8], mirrors: [{name: local, url: "https://local.example.org/{digest}"}]}
        """,
        $"GET /v2/pause/blobs/sha256:{new string('a', 64)} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n");

    [Fact]
    public async Task Filter_PolicyWithHeadersAndHealth_AnswersAsServe()
    {
        const string policy = """
            upstream: {registry: "https://upstream.example.org"}
            redirectStatus: 302
            pages: {health: /_/healthz}
            providers:
              - {name: all, mirrors: [{name: usual, url: "https://usual.example.org/{digest}"}, {name: odd, url: "https://odd.example.org/{digest}"}]}
            routes: [{when: {header: {X-Team: [a, b], X-Tier: gold}}, use: [odd]}]
            default: [usual]
            artifacts:
              - {path: /files/, host: team.example.org, when: {header: {X-Team: a}}}
              - {path: /files/, host: files.example.org}
            """;
        var blob = $"GET /v2/pause/blobs/sha256:{new string('a', 64)} HTTP/1.1\r\nHost: x\r\n";
        const string file = "GET /files/x HTTP/1.1\r\nHost: x\r\n";
        await CompareAsync(
            policy, "GET /_/healthz?x HTTP/1.1\r\nHost: x\r\n\r\n", blob + "\r\n", blob + "X-Team: b\r\n\r\n", blob + "x-tier: gold\r\nX-TEAM: c\r\nX-Team: b\r\n\r\n",
            file + "\r\n", file + "X-Team: a\r\n\r\n", file + "X-Team: A\r\n\r\n");
    }

    [Fact]
    public async Task Filter_AnswersWithoutRedirect_HaveTheBodiesOfServe()
    {
        await using var serve = await FairleadServer.StartAsync("upstream: {registry: \"https://upstream.example.org\"}", new FairleadOptions { AssumePresent = true });
        await using var envoy = await WasmHost.StartAsync(serve.PolicyFile);

        foreach (var path in new[] { "/", "/privacy", "/v2", "/v2/", "/v2/_catalog", "/v1/search", "/v2/a//b", "/a//b", "/nothing" })
            (await Http.GetAsync(new Uri(envoy.Url, path))).ShouldBe(await Http.GetAsync(new Uri(serve.Data, path)), path);
    }

    [Fact]
    public async Task Filter_HundredThousandRequests_TakesNoMoreMemory()
    {
        using var policy = new EdgePolicy();
        await using var envoy = await WasmHost.ExportAsync(policy.PolicyFile);

        using var result = JsonDocument.Parse(await envoy.RunAsync("repeat", "100000"));
        result.RootElement.GetProperty("after").GetInt64().ShouldBe(result.RootElement.GetProperty("before").GetInt64());
    }

    [Fact]
    public async Task Filter_FunctionOfTheHostThatFails_IsAnErrorOrAnUnknownClient()
    {
        using var policy = new EdgePolicy();
        await using var envoy = await WasmHost.ExportAsync(policy.PolicyFile);

        (await envoy.RunAsync("failing", "proxy_get_header_map_pairs", "proxy_get_property", "proxy_get_buffer_bytes", "proxy_log", "proxy_send_local_response")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "proxy_get_header_map_pairs: 500 broken  taken",
            "proxy_get_property: 307 upstream https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3.10 taken",
            "proxy_get_buffer_bytes: 307 upstream https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3.10 refused",
            "proxy_log: 307 upstream https://us-central1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3.10 taken",
            "proxy_send_local_response: the VM ends", // Envoy's 503, where a request that was only paused would hang
        ]);
    }

    /// <summary>Bytes that were changed, moved and cut out anywhere in the configuration, its length left as it was: none of it is taken for a policy.</summary>
    [Fact]
    public async Task Filter_ConfigurationThatIsDamaged_IsRefused()
    {
        using var policy = new EdgePolicy();
        await using var envoy = await WasmHost.ExportAsync(policy.PolicyFile);

        (await envoy.RunAsync("damage", "5000")).ShouldBe("5000 refused, then taken as it was\n");
    }

    /// <summary>That the stand-in holds a filter to the specification: with one word of its code changed this one is refused.</summary>
    [Theory]
    [InlineData("proxy_abi_version_0_2_1", "proxy_abi_version_0_2_9", "exports proxy_abi_version_0_2_9, which the ABI doesn't know")]
    [InlineData("proxy_on_memory_allocate", "proxy_on_memory_allocata", "exports proxy_on_memory_allocata, which the ABI doesn't know")]
    [InlineData("proxy_log", "proxy_lag", "imports env.proxy_lag")]
    [InlineData("l\0o\0c\0a\0t\0i\0o\0n", "L\0o\0c\0a\0t\0i\0o\0n", "header name \"Location\"")]
    [InlineData("n\0o\0-\0s\0t\0o\0r\0e", "n\0o\0-\0s\0t\0o\0r\0 ", "value of cache-control")]
    [InlineData("m\0i\0r\0r\0o\0r", "m\0i\0r\0r\0o\0 ", "details \"mirro \"")]
    [InlineData("s\0o\0u\0r\0c\0e", "S\0o\0u\0r\0c\0e", null)] // a property that there isn't: an unknown client, and no violation
    public async Task StandIn_FilterThatBreaksTheSpecification_IsRefused(string right, string wrong, string? violation)
    {
        using var policy = new EdgePolicy();
        await using var envoy = await WasmHost.ExportAsync(policy.PolicyFile);
        var file = Path.Combine(envoy.Folder, "fairlead.wasm");
        var code = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        code.ShouldContain(right);
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(code.Replace(right, wrong)), TestContext.Current.CancellationToken);

        var result = await envoy.TryAsync("repeat", "10");

        if (violation is null) result.Succeeded();
        else result.ExitedWith(1).Error.ShouldContain($"the filter {violation}");
    }

    [Fact]
    public async Task Filter_ConfigurationOfAnotherPolicyOrNone_IsRefused()
    {
        using var policy = new EdgePolicy();
        await using var envoy = await WasmHost.ExportAsync(policy.PolicyFile);
        var yaml = await File.ReadAllTextAsync(Path.Combine(envoy.Folder, "envoy.yaml"), TestContext.Current.CancellationToken);
        var configuration = Convert.FromBase64String(yaml.Split("value: \"")[1].Split('"')[0]);
        var (good, cut, other) = (envoy.Write("good", configuration), envoy.Write("cut", configuration[..^1]), envoy.Write("other", [.. configuration[..^1], (byte)(configuration[^1] ^ 1)]));

        (await envoy.RunAsync("configure", envoy.Write("empty", []), cut, good, good, other)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "refused: fairlead: the configuration is damaged, or of another version than the filter: export both again",
            "refused: fairlead: the configuration is damaged, or of another version than the filter: export both again",
            "taken",
            "taken",
            "refused: fairlead: this VM has another policy already: give this one another vm_id",
        ]);
    }

    [Fact]
    public async Task Export_WithoutAssumePresent_IsRefused()
    {
        using var policy = new EdgePolicy();

        (await FairleadProgram.RunAsync(["export", "envoy", "--wasm", "--policy", policy.PolicyFile, "-o", Path.GetTempPath()])).ExitedWith(2).Error.ShouldContain("--assume-present");
    }

    /// <summary>Sends raw requests to both; status, Location and body are the same, and so are the headers that are the policy's.</summary>
    private static async Task CompareAsync(string policy, params IEnumerable<string> requests)
    {
        await using var serve = await FairleadServer.StartAsync(policy, new FairleadOptions { AssumePresent = true });
        await using var envoy = await WasmHost.StartAsync(serve.PolicyFile);
        using var toServe = new RawConnection(serve.Data);
        using var toEnvoy = new RawConnection(envoy.Url);
        foreach (var request in requests)
        {
            var expected = await toServe.SendAsync(request, isHead: false);
            var actual = await toEnvoy.SendAsync(request, isHead: false);
            Summary(actual).ShouldBe(Summary(expected), request);
        }
    }

    private static string Summary(RawResponse response) => string.Join(
        '\n', new[] { "Location", "Cache-Control", "Content-Type", "Content-Length", "Allow", "Docker-Distribution-Api-Version" }.SelectMany(response.HeadersNamed).Prepend($"{response.Status}"));
}
