using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

/// <summary><c>verify --through</c>, against a redirector in this process.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class VerifyThroughTests : IAsyncLifetime
{
    private const string Image = $"{DemoImage.Repository}:{DemoImage.Tag}";

    private readonly string _cache = Directory.CreateTempSubdirectory("fairlead-through-").FullName;
    private RunningRedirector _redirector = null!;

    private string Url => _redirector.Address.GetLeftPart(UriPartial.Authority);

    private string Near => _redirector.Near.BaseAddress.Authority;

    public async ValueTask InitializeAsync() => _redirector = await RunningRedirector.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _redirector.DisposeAsync();
        Directory.Delete(_cache, recursive: true);
    }

    [Fact]
    public async Task Through_ImageAtTheRedirector_PassesAtTheNearMirror()
    {
        var run = await ThroughAsync("--expect", Near, "--admin", _redirector.Admin.AbsoluteUri, Image);
        run.ShouldHaveSucceeded();
        run.Output.ShouldStartWith($"{Url} as {RunningRedirector.InParis} by X-Forwarded-For: 5 of 5 blobs, chosen by --seed ");
        run.Output.ShouldContain($"  5 led to {Near}\n");
        run.Output.ShouldEndWith("every check passed\n");
    }

    [Fact]
    public async Task Through_ImageWithTheRedirectorsName_IsTheSame() =>
        (await ThroughAsync($"{_redirector.Address.Authority}/{Image}")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Through_OneWrongByteInTheMirror_Is1AndNamesIt()
    {
        var wrong = RunningRedirector.Held.Content.ToArray();
        wrong[100] ^= 1;
        _redirector.Near.Add(RunningRedirector.Held with { Content = wrong });
        var run = await ThroughAsync("--from", $"{_redirector.Upstream.BaseAddress.Authority}/{Image}", "--plain-http", _redirector.Upstream.BaseAddress.Authority);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"FAILED: {RunningRedirector.Held.Digest} of {DemoImage.Repository}: digest: the bytes hash to sha256:");
        run.Output.ShouldEndWith("1 of 5 blobs failed\n");
    }

    [Fact]
    public async Task Through_SampleOfOne_IsTheLargest()
    {
        var run = await ThroughAsync("--sample", "1", "--expect", "elsewhere.example", Image);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain(": 1 of 5 blobs, ");
        run.Output.ShouldContain($"FAILED: {RunningRedirector.Held.Digest} of {DemoImage.Repository}: host: it leads to {Near}, not elsewhere.example");
    }

    [Fact]
    public async Task Through_AStoresBlobs_AreAskedForByDigestAlone()
    {
        var store = Directory.CreateDirectory(Path.Combine(_cache, "store/containers/images")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(store, RunningRedirector.Held.Digest.ToString()), RunningRedirector.Held.Content.ToArray(), TestContext.Current.CancellationToken);
        var run = await ThroughAsync("--from", $"file://{_cache}/store");
        run.ShouldHaveSucceeded();
        run.Output.ShouldContain($"  1 led to {Near}\n");
    }

    [Fact]
    public async Task Through_HeaderAndHops_AreAsThePolicyHasThem()
    {
        (await _redirector.ReloadAsync(RunningRedirector.TwoMirrors + "\nclientAddress: {from: forwarded, trustedProxies: [127.0.0.0/8], trustedHops: 1}")).ShouldBeTrue();
        var run = await ThroughAsync("--as-header", "forwarded", "--as-hops", "1", "--admin", _redirector.Admin.AbsoluteUri, "--expect", Near, Image);
        run.ShouldHaveSucceeded();
        (await ThroughAsync("--as-header", "forwarded", "--admin", _redirector.Admin.AbsoluteUri, Image)).Output.ShouldContain("explained: it leads to ");
    }

    [Fact]
    public async Task Through_ImageThatIsNotThere_Is1()
    {
        var run = await ThroughAsync("demo/none:v1");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("demo/none");
    }

    [Fact]
    public async Task Through_Json_HasTheKeysOthersBuildOn()
    {
        var run = await CommandRun.ProgramAsync(null, "verify", "--cache", _cache, "--through", Url, "--as", "2001:db8::1", "--sample", "3", "--seed", "5", "--json", Image);
        run.ShouldHaveSucceeded();
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Keys(root).ShouldBe(["good", "interrupted", "through", "as", "header", "hops", "expect", "seed", "known", "hosts", "blobs", "failures"]);
        (root.GetProperty("through").GetString(), root.GetProperty("as").GetString(), root.GetProperty("known").GetInt32()).ShouldBe((Url, "2001:db8::1", 5));
        root.GetProperty("hosts")[0].GetRawText().ShouldContain(Near);
        root.GetProperty("blobs").GetArrayLength().ShouldBe(3);
        var blob = root.GetProperty("blobs")[0];
        Keys(blob).ShouldBe(["digest", "repository", "size", "host", "via", "passed", "checks"]);
        Keys(blob.GetProperty("checks")[0]).ShouldBe(["name", "status", "milliseconds", "detail"]);
        blob.GetProperty("checks").EnumerateArray().Select(check => $"{check.GetProperty("name")} {check.GetProperty("status")}")
            .ShouldBe(["redirect pass", "no-store pass", "head pass", "get pass", "digest pass", "range-middle pass", "range-end pass"]);
    }

    private Task<CommandRun> ThroughAsync(params string[] args) =>
        CommandRun.InProcessAsync(["verify", "--cache", _cache, "--through", Url, "--as", RunningRedirector.InParis, .. args]);

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
