using System.Xml.Linq;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Probing;

/// <summary><c>fairlead probe</c> between sandbox and production: two redirectors in front of one registry and two mirrors, one route apart.</summary>
public sealed class ProbeTests
{
    private const string InParis = "192.0.2.10";
    private const string InNorway = "198.51.100.10";

    [Fact]
    public async Task Probe_OneRouteDiffersFromProduction_IsExactlyWhatIsTold()
    {
        using var image = await TestImage.MakeAsync(layers: 2, layerBytes: 300_000);
        using var directory = new TempDirectory();
        await using var upstream = await DockerRegistry.StartAsync();
        await image.PushToAsync(upstream, "test/image", "v1");
        await using var paris = (await NginxMirror.StartAsync()).Hold(image);
        await using var cdn = (await NginxMirror.StartAsync()).Hold(image);
        await using var sandbox = await FairleadServer.StartAsync(Policy(upstream, paris, cdn, norwayTo: "cdn"));
        await using var production = await FairleadServer.StartAsync(Policy(upstream, paris, cdn, norwayTo: "paris"));
        var (images, junit) = (directory.Write("images.txt", $"# the one that all pull\n{upstream.Registry}/test/image:v1\n"), directory.File("probe.xml"));
        string[] arguments =
        [
            "probe", "--target", Url(sandbox), "--admin", sandbox.Admin.AbsoluteUri, "--images", images, "--as", InParis, "--as", InNorway, "--rate", "1000",
        ];

        var alone = (await FairleadProgram.RunAsync([.. arguments, "--full"])).Succeeded();
        alone.Output.ShouldContain($"{Url(sandbox)} as {InParis} by X-Forwarded-For: 1 image, 4 manifests and blobs\n  3 led to {paris.Url.Authority}\n  1 led to {upstream.Registry}\n");
        alone.Output.ShouldContain($"{Url(sandbox)} as {InNorway} by X-Forwarded-For: 1 image, 4 manifests and blobs\n  3 led to {cdn.Url.Authority}\n  1 led to {upstream.Registry}\n");

        var compared = (await FairleadProgram.RunAsync([.. arguments, "--against", Url(production), "--against-admin", production.Admin.AbsoluteUri, "--junit", junit])).ExitedWith(1);
        compared.Output.ShouldNotContain("FAILED");
        compared.Output.Split('\n').Single(line => line.StartsWith("DIFFERENT", StringComparison.Ordinal))
            .ShouldStartWith($"DIFFERENT: as {InNorway}: host: {cdn.Url.Authority}, and {paris.Url.Authority} at {Url(production)}: 3 requests, such as /v2/test/image/blobs/sha256:");
        XDocument.Load(junit).Descendants("failure").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Probe_Interrupted_EndsSoonAndLeavesNoFile()
    {
        using var directory = new TempDirectory();
        using var silent = new SilentMirror();
        var images = directory.Write("images.txt", "test/image:v1\n");
        var folder = directory.Subdirectory("reports");
        var target = new Uri(silent.UrlTemplate).GetLeftPart(UriPartial.Authority);
        await using var probe = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(),
            ["probe", "--target", target, "--images", images, "--junit", Path.Combine(folder, "probe.xml"), "--textfile", Path.Combine(folder, "probe.prom")],
            directory.File("output.log"), _ => silent.WaitForRequestAsync("/v2/"));

        Signals.Send(probe.Id, Signals.Interrupt);

        (await probe.WaitForExitAsync(Eventually.Deadline)).ShouldBe(1);
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
        probe.Output.ShouldContain("interrupted; what was found until then is told, the rest is not known, and no file was written");
    }

    private static string Url(FairleadServer server) => server.Data.GetLeftPart(UriPartial.Authority);

    private static string Policy(DockerRegistry upstream, NginxMirror paris, NginxMirror cdn, string norwayTo) => $$"""
        upstream: {registry: "{{upstream.BaseUrl}}"}
        {{FairleadServer.TrustThisMachine}}
        providers:
          - {name: france, cidrs: [192.0.2.0/24], mirrors: [{name: paris, url: "{{paris.UrlTemplate}}"}]}
          - {name: norway, cidrs: [198.51.100.0/24], mirrors: [{name: cdn, url: "{{cdn.UrlTemplate}}"}]}
        routes: [{when: {provider: [norway]}, use: [{{norwayTo}}]}]
        presence: {timeout: 10s}
        """;
}
