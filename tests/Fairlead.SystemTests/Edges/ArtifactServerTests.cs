using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary><c>examples/artifactserver</c>: converted and served by the program itself, asked as its clients ask.</summary>
public sealed class ArtifactServerTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task Serve_ConvertedExample_SendsWhereTheFirstBackendOfTheFileIs()
    {
        var policy = _directory.File("policy.yaml");
        (await FairleadProgram.RunAsync(["convert", "artifactserver", Checkout.File("examples/artifactserver/config.yaml"), "-o", policy])).Succeeded();
        await using var server = await FairleadServer.StartFromAsync(policy);

        // Often, because the server before chose anew for each request.
        for (var time = 0; time < 20; time++)
        {
            await ShouldLeadAsync(server, "/kops/1.30/kops?x=y", "", "https://kubeupv2.s3.amazonaws.com/kops/1.30/kops?x=y");
            await ShouldLeadAsync(server, "/kops/1.30/kops", "X-Site: oslo\r\n", "https://kubeupv2.s3.amazonaws.com/kops/1.30/kops");
            await ShouldLeadAsync(server, "/release/stable.txt", "", "https://storage.googleapis.com/kubernetes-release/release/stable.txt");
            await ShouldLeadAsync(server, "/release/stable.txt", "x-site: bergen\r\n", "https://registry.site.example.org/release/stable.txt");
            await ShouldLeadAsync(server, "/anything", "X-Site: Oslo\r\n", "https://k8s.gcr.io/anything");
            await ShouldLeadAsync(server, "/v2/pause/manifests/3.10", "", "https://k8s.gcr.io/v2/pause/manifests/3.10");
            await ShouldLeadAsync(server, "/v2/pause/manifests/3.10", "X-Site: none\r\nX-Site: oslo\r\n", "https://registry.site.example.org/v2/pause/manifests/3.10");
        }
        var health = await server.GetAsync("/_/healthz");
        (health.Status, health.Body).ShouldBe((200, "ok\n"));
    }

    [Fact]
    public async Task Convert_NoBackendForTheRegistry_TwoAndWhatToDo()
    {
        var file = _directory.Write("config.yaml", "backends: {files: {host: files.example.org, pathPrefix: bucket}}\n");
        var result = (await FairleadProgram.RunAsync(["convert", "artifactserver", file])).ExitedWith(2);
        result.Error.ShouldContain("--upstream URL");
        (await FairleadProgram.RunAsync(["convert", "artifactserver", file, "--upstream", "https://registry.example.org"])).Succeeded();
    }

    public void Dispose() => _directory.Dispose();

    private static async Task ShouldLeadAsync(FairleadServer server, string target, string headers, string location)
    {
        var answer = await RawHttp.SendAsync(server.Data, $"GET {target} HTTP/1.1\r\nHost: artifacts.example.org\r\nConnection: close\r\n{headers}\r\n");
        (answer.Status, answer.Header("Location")).ShouldBe((302, location), target);
    }
}
