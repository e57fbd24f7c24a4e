using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary><c>fairlead networks</c>: a table compiled, served from, looked up in, compiled anew and reviewed.</summary>
public sealed class NetworksTests : IDisposable
{
    private static readonly string Blob = $"/v2/test/image/blobs/{Digest.Of("a blob"u8)}";

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task Networks_CompileServeLookUpCompileDiff_TellTheSame()
    {
        var policy = PolicyFiles.WriteGood(_directory);
        var (first, second) = (_directory.File("first.snapshot"), _directory.File("second.snapshot"));
        (await RunAsync("compile", "--policy", policy, "-o", first)).Succeeded();

        // Served from: of AWS the feed itself has a prefix in nobody's use, the rest is in the snapshot.
        var few = _directory.Write("few.json", """{"prefixes": [{"ip_prefix": "192.0.2.0/24", "region": "eu-west-3"}], "ipv6_prefixes": []}""");
        await using (var mirror = await NginxMirror.StartAnsweringAsync(200))
        await using (var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "http://127.0.0.1:9"}
            {{FairleadServer.TrustThisMachine}}
            networks: {feeds: [{type: aws, file: "{{few}}"}, {type: snapshot, file: "{{first}}"}]}
            providers:
              - {name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{mirror.UrlTemplate}}"}]}
            presence: {timeout: 10s}
            """))
        {
            (await fairlead.GetAsync(Blob, Addresses.AwsParis)).Location!.ShouldStartWith(mirror.Url.ToString());
            (await fairlead.GetAsync(Blob, Addresses.Elsewhere)).Location!.ShouldStartWith("http://127.0.0.1:9/");
        }

        var found = (await RunAsync("lookup", "--snapshot", first, Addresses.AwsParis)).Succeeded();
        found.Output.ShouldBe($"{Addresses.AwsParis}\taws\teu-west-3\t-\t-\t35.180.0.0/16\taws\t-\t-\t-\t-\t-\n");
        (await RunAsync("stats", first)).Succeeded().Output.ShouldContain("gcp");

        // Paris loses half of its addresses.
        _directory.Write("aws.json", CloudFeeds.AwsSample.Replace("35.180.0.0/16", "35.180.0.0/17", StringComparison.Ordinal));
        (await RunAsync("compile", "--policy", policy, "-o", second)).Succeeded();
        (await RunAsync("diff", first, first, "--limit", "0")).Succeeded().Output.ShouldBe("no change\n");
        var diff = (await RunAsync("diff", first, second, "--limit", "3")).Succeeded();
        diff.Output.ShouldContain("went           32,768   2.94 %  eu-west-3  35.180.128.0/17");
        (await RunAsync("diff", first, second, "--limit", "2")).ExitedWith(1).Error.ShouldContain("amazon IPv4 by 2.94 %");

        var update = (await RunAsync("update", "--policy", policy, "-o", first)).Succeeded();
        update.Output.ShouldStartWith(diff.Output);
        File.ReadAllBytes(first).ShouldBe(File.ReadAllBytes(second));
    }

    [Fact]
    public async Task Compile_InterruptedWhileItFetches_LeavesNothing()
    {
        // A server that takes the connection and says nothing.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var policy = _directory.Write("policy.yaml", $$"""
            upstream: {registry: "{{PolicyFiles.Upstream}}"}
            networks: {feeds: [{type: aws, url: "http://{{silent.LocalEndpoint}}/feed"}]}
            """);
        var folder = _directory.Subdirectory("out");
        var start = new System.Diagnostics.ProcessStartInfo(
            await FairleadProgram.PathAsync(), ["networks", "compile", "--policy", policy, "-o", Path.Combine(folder, "file"), "--cache", _directory.File("cache")])
        {
            RedirectStandardError = true,
        };
        using var program = System.Diagnostics.Process.Start(start)!;
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Signals.Send(program.Id, Signals.Interrupt);

        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        program.ExitCode.ShouldBe(1, error);
        error.ShouldContain("interrupted");
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    public void Dispose() => _directory.Dispose();

    private static Task<CommandResult> RunAsync(params IEnumerable<string> arguments) => FairleadProgram.RunAsync(["networks", .. arguments]);
}
