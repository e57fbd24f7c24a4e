using System.Net;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Debian's nginx with the exported policy, beside <c>serve</c> with the policy itself.</summary>
public sealed class NginxTests
{
    private const int Requests = 20_000;

    [Theory]
    [InlineData("--assume-present")]
    [InlineData("--assume-present", "--njs")]
    public async Task Export_GeneratedRequests_AreAnsweredAsByServe(params string[] flags)
    {
        using var policy = new EdgePolicy();
        await using var serve = await FairleadServer.StartFromAsync(policy.PolicyFile, new FairleadOptions { AssumePresent = true });
        await using var nginx = await NginxEdge.StartAsync(policy.PolicyFile, flags);

        (await EdgeComparison.CompareAsync(serve.Data, nginx.Url, new RequestGenerator(seed: 2).Make(Requests))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("examples/minimal.yaml", "--assume-present")]
    [InlineData("examples/nginx/policy.yaml", "--assume-present")]
    [InlineData("examples/nginx-njs/policy.yaml", "--njs")]
    public async Task Export_Example_Starts(string policy, params string[] flags)
    {
        await using var nginx = await NginxEdge.StartAsync(Checkout.File(policy), flags);

        (await RawHttp.SendAsync(nginx.Url, "GET /v2/pause/manifests/3.10 HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(307);
    }

    [Fact]
    public async Task Export_NeitherModuleNorAssumption_IsWrongUsage()
    {
        using var directory = new TempDirectory();

        (await FairleadProgram.RunAsync(["export", "nginx", "--policy", Checkout.File("examples/minimal.yaml"), "-o", directory.File("nginx")]))
            .ExitedWith(2).Error.ShouldContain("--assume-present");
        Directory.Exists(directory.File("nginx")).ShouldBeFalse();
    }

    /// <summary>As docs/edges.md has it: the files beside one's own nginx.conf, which includes them; another server beside ours, and HTTP/2.</summary>
    [Fact]
    public async Task Export_IncludedIntoAnotherConfiguration_AnswersThere()
    {
        using var directory = new TempDirectory();
        await NginxEdge.ExportAsync(Checkout.File("examples/nginx/policy.yaml"), directory.Path, "--assume-present", "--njs");
        var port = FreePort.Next();
        directory.Write("own.conf", $$"""
            load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
            pid nginx.pid;
            error_log stderr error;
            events { worker_connections 64; }
            http {
                client_body_temp_path temp-body;
                proxy_temp_path temp-proxy;
                fastcgi_temp_path temp-fastcgi;
                uwsgi_temp_path temp-uwsgi;
                scgi_temp_path temp-scgi;
                access_log off;
                map_hash_bucket_size 512;
                include maps.conf;
                server {
                    listen 127.0.0.1:{{port}} http2;
                    include server.conf;
                }
            }
            """);
        await using var nginx = await ServerProcess.StartAsync(
            Tool.Nginx.Path, ["-p", directory.Path, "-e", "stderr", "-c", "own.conf", "-g", "daemon off; master_process off;"], directory.File("output.log"), started => started.WaitForPortAsync(port));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/pause/manifests/3.10?ns=x"), TestContext.Current.CancellationToken);

        ((int)answer.StatusCode, answer.Headers.Location?.OriginalString).ShouldBe((307, "https://registry.example.org/v2/pause/manifests/3.10"));
    }

    [Theory]
    [InlineData("--resolver goes with --njs", "--assume-present", "--resolver", "192.0.2.53")]
    [InlineData("'8' is not an address", "--njs", "--resolver", "8")]
    [InlineData("from 1 to 65535", "--assume-present", "--listen", "127.0.0.1:0")]
    public async Task Export_WrongOption_IsWrongUsage(string expected, params string[] flags)
    {
        using var directory = new TempDirectory();

        (await FairleadProgram.RunAsync(["export", "nginx", "--policy", Checkout.File("examples/minimal.yaml"), "-o", directory.File("nginx"), .. flags])).ExitedWith(2).Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Export_CloudsOwnFeeds_IsTakenByNginx()
    {
        using var directory = new TempDirectory();
        var feeds = CloudFeeds.Named(CloudFeeds.Names[^1], directory);
        var policy = directory.Write("policy.yaml", $$"""
            upstream: {registry: "https://registry.example.org"}
            networks: {feeds: [{type: aws, file: "{{feeds.AwsFile}}"}, {type: gcp, file: "{{feeds.GcpFile}}"}]}
            providers:
              - {name: amazon, networks: [aws], mirrors: [{url: "https://{region}.example.org/{digest}", regions: [us-east-1, eu-west-3, ap-southeast-1] }]}
              - {name: google, networks: [gcp], serveFrom: upstream}
            """);
        await using var nginx = await NginxEdge.StartAsync(policy, "--assume-present");

        (await RawHttp.SendAsync(nginx.Url, "GET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n")).Status.ShouldBe(200);
    }
}
