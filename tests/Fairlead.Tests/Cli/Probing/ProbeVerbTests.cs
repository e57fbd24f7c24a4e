using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Fairlead.Cli.Probing;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Tests.Artifacts.Probing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Probing;

/// <summary><c>fairlead probe</c>, against redirectors in this process.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ProbeVerbTests : IAsyncLifetime
{
    private const string Image = $"{DemoImage.Repository}:{DemoImage.Tag}";

    /// <summary>One route differs from the usual policy's: those who are elsewhere are served by the far mirror.</summary>
    private const string OneRouteMore = RunningRedirector.TwoMirrors + """

          - name: others
            cidrs: [203.0.113.0/24]
            mirrors: [{name: others-far, url: "<far>"}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-probe-").FullName;
    private RunningRedirector _sandbox = null!;

    private string Images => Path.Combine(_folder, "images.txt");

    private string JUnit => Path.Combine(_folder, "probe.xml");

    private string Textfile => Path.Combine(_folder, "probe.prom");

    private string Target => UrlOf(_sandbox);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await RunningRedirector.StartAsync(OneRouteMore);
        await File.WriteAllTextAsync(Images, $"# the demo's\nregistry.example.org/{Image}\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Probe_ReportThatCannotBeWritten_FailsNamesItAndWritesTheOther()
    {
        var run = await ProbeAsync("--junit", "/proc/probe.xml", "--textfile", Textfile);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: --junit: /proc/probe.xml can't be written: ");
        run.Error.ShouldNotContain(".tmp");
        File.Exists(Textfile).ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_DirectoryOfImages_Is2AndSaysSo()
    {
        var run = await CommandRun.InProcessAsync("probe", "--target", Target, "--images", _folder);
        (run.ExitCode, run.Output, run.Error).ShouldBe((2, "", $"fairlead: {_folder} is a directory, not a list of images\n"));
    }

    [Fact]
    public async Task Probe_AsTwoClients_TellsWhereEachIsLed()
    {
        var run = await ProbeAsync("--as", RunningRedirector.InParis, "--as", RunningRedirector.InVirginia, "--admin", _sandbox.Admin.AbsoluteUri);
        run.ShouldHaveSucceeded();
        var lines = run.Output.Split('\n');
        lines[..6].ShouldBe(
        [
            $"{Target} as {RunningRedirector.InParis} by X-Forwarded-For: 1 image, 8 manifests and blobs",
            $"  5 led to {_sandbox.Near.BaseAddress.Authority}",
            $"  3 led to {_sandbox.Upstream.BaseAddress.Authority}",
            $"{Target} as {RunningRedirector.InVirginia} by X-Forwarded-For: 1 image, 8 manifests and blobs",
            $"  5 led to {_sandbox.Far.BaseAddress.Authority}",
            $"  3 led to {_sandbox.Upstream.BaseAddress.Authority}",
        ]);
        lines[6].ShouldStartWith("98 checks passed; ");
    }

    [Fact]
    public async Task Probe_NobodysName_IsAsThisMachine() => (await ProbeAsync("--full")).Output.ShouldStartWith($"{Target} as this machine: 1 image, 8 manifests and blobs\n");

    [Fact]
    public async Task Probe_OwnUserAgent_IsSentEverywhere()
    {
        var agents = new ConcurrentBag<string>();
        _sandbox.Upstream.Behaviour = new LyingBehaviour(context =>
        {
            agents.Add(context.Request.Headers.UserAgent.ToString());
            return Task.FromResult(false);
        });
        (await ProbeAsync()).ExitCode.ShouldBe(0);
        agents.Distinct().Single().ShouldMatch(@"^fairlead-probe/\d+\.\d+\.\d+$");
    }

    [Fact]
    public async Task Probe_OneRouteDiffers_IsToldAndNothingElse()
    {
        await using var production = await SameButForOneRouteAsync();
        string[] clients = ["--as", RunningRedirector.InParis, "--as", RunningRedirector.Elsewhere, "--admin", _sandbox.Admin.AbsoluteUri, "--against-admin", production.Admin.AbsoluteUri];
        var run = await ProbeAsync(["--against", UrlOf(production), "--junit", JUnit, "--textfile", Textfile, .. clients]);
        run.ExitCode.ShouldBe(1);
        var (far, upstream) = (_sandbox.Far.BaseAddress.Authority, _sandbox.Upstream.BaseAddress.Authority);
        run.Output.Split('\n').Where(line => line.StartsWith("DIFFERENT", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(", such as", StringComparison.Ordinal)]).ShouldBe(
        [
            $"DIFFERENT: as {RunningRedirector.Elsewhere}: rule: mirror, and upstream-by-policy at {UrlOf(production)}: 5 requests",
            $"DIFFERENT: as {RunningRedirector.Elsewhere}: host: {far}, and {upstream} at {UrlOf(production)}: 5 requests",
        ], ignoreOrder: true);
        run.Output.ShouldNotContain("FAILED");
        run.Output.ShouldContain("98 checks passed, 10 differences; ");

        var suites = XDocument.Load(JUnit).Root!.Elements("testsuite").ToList();
        suites.Select(suite => $"{(string)suite.Attribute("tests")!} {(string)suite.Attribute("failures")!}").ShouldBe(["8 0", "8 0", "1 0", "1 1"]);
        suites.ShouldAllBe(suite => suite.Elements("testcase").Count() == (int)suite.Attribute("tests")!);
        ((string)suites[3].Descendants("failure").Single().Attribute("message")!).ShouldContain(": rule: mirror, and upstream-by-policy at ");

        var metrics = PrometheusSamples.Parse(await File.ReadAllTextAsync(Textfile, TestContext.Current.CancellationToken));
        metrics[$"fairlead_probe_success{{target=\"{Target}\"}}"].ShouldBe(0);
        metrics[$"fairlead_probe_differences{{target=\"{Target}\",against=\"{UrlOf(production)}\",client=\"{RunningRedirector.Elsewhere}\"}}"].ShouldBe(10);
        metrics[$"fairlead_probe_checks{{target=\"{Target}\",client=\"{RunningRedirector.InParis}\",check=\"digest\",status=\"passed\"}}"].ShouldBe(8);
        metrics.Values.Keys.Select(sample => sample[..sample.IndexOf('{', StringComparison.Ordinal)]).Distinct().ShouldBe(ProbeMetrics.Names);

        var allowed = await ProbeAsync(["--against", UrlOf(production), "--allow-differences", "--junit", JUnit, .. clients]);
        allowed.ExitCode.ShouldBe(0);
        allowed.Output.ShouldContain("ALLOWED: ");
        allowed.Output.ShouldContain("98 checks passed, 10 differences, 10 of them allowed; ");
        XDocument.Load(JUnit).Descendants("failure").ShouldBeEmpty();
        XDocument.Load(JUnit).Descendants("system-out").Count().ShouldBe(1);

        var some = await ProbeAsync(["--against", UrlOf(production), "--allow-differences", "host,end", "--junit", JUnit, .. clients]);
        some.ExitCode.ShouldBe(1);
        some.Output.ShouldContain($"DIFFERENT: as {RunningRedirector.Elsewhere}: rule: ");
        some.Output.ShouldContain($"ALLOWED: as {RunningRedirector.Elsewhere}: host: ");
        some.Output.ShouldContain("10 differences, 5 of them allowed; ");
        XDocument.Load(JUnit).Descendants("failure").Count().ShouldBe(1);
        (await ProbeAsync(["--against", UrlOf(production), "--allow-differences", "host,rule", .. clients])).ExitCode.ShouldBe(0);
    }

    /// <summary>Without the admin port nobody can tell whether the redirector believed it: that is said.</summary>
    [Fact]
    public async Task Probe_ClaimThatNobodyChecks_IsSaid()
    {
        var run = await ProbeAsync("--as", RunningRedirector.InParis);
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("whether the target believes --as was not checked");
        (await ProbeAsync()).Error.ShouldNotContain("believes");
    }

    [Fact]
    public async Task Probe_MoreBytesThanAllowed_IsAFailure()
    {
        var run = await ProbeAsync("--max-bytes", "1kB");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("would be more than 1000 in all");
    }

    [Fact]
    public async Task Probe_MirrorWithAWrongByte_Is1InEveryReport()
    {
        var wrong = RunningRedirector.Held.Content.ToArray();
        wrong[7] ^= 1;
        _sandbox.Near.Add(RunningRedirector.Held with { Content = wrong });
        var run = await ProbeAsync("--as", RunningRedirector.InParis, "--junit", JUnit, "--textfile", Textfile);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"FAILED: as {RunningRedirector.InParis}: {Image}: layer {RunningRedirector.Held.Digest}: digest: the bytes hash to sha256:");
        run.Output.ShouldContain("1 manifest or blob failed; ");
        var failure = XDocument.Load(JUnit).Descendants("failure").Single();
        ((string)failure.Parent!.Attribute("name")!).ShouldBe($"layer {RunningRedirector.Held.Digest}");
        (await File.ReadAllTextAsync(Textfile, TestContext.Current.CancellationToken)).ShouldContain("check=\"digest\",status=\"failed\"} 1\n");
        Directory.GetFiles(_folder).Length.ShouldBe(3, "nothing half is left beside them");
    }

    [Fact]
    public async Task Probe_Json_HasEverything()
    {
        var run = await CommandRun.ProgramAsync(null, "probe", "--target", Target, "--images", Images, "--as", RunningRedirector.InParis, "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        (root.GetProperty("good").GetBoolean(), root.GetProperty("end").GetString(), root.GetProperty("target").GetString()).ShouldBe((true, "done", Target));
        var client = root.GetProperty("clients").EnumerateArray().Single();
        (client.GetProperty("client").GetString(), client.GetProperty("header").GetString()).ShouldBe((RunningRedirector.InParis, "X-Forwarded-For"));
        var paths = client.GetProperty("images")[0].GetProperty("paths").EnumerateArray().ToList();
        paths.Count.ShouldBe(8);
        paths.ShouldAllBe(path => path.GetProperty("passed").GetBoolean() && path.GetProperty("status").GetInt32() == 307 && path.GetProperty("endStatus").GetInt32() == 200);
    }

    [Fact]
    public async Task Run_IsEnded_TellsWhatItHasAndIsNotGood()
    {
        var request = new ProbeRequest(new ProbedRedirector(_sandbox.Address, Admin: null), [null], [new(DemoImage.Repository, DemoImage.Tag, Digest: null)]);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var interrupted = await new ProbeRun(request, TimeProvider.System).RunAsync(TextWriter.Null, width: null, cancel.Token);
        (interrupted.End, interrupted.IsGood, interrupted.Clients.Single().Images.Count).ShouldBe((ProbeEnd.Interrupted, false, 0));
    }

    [Fact]
    public async Task Run_TakesTooLong_IsLate()
    {
        var asked = new TaskCompletionSource();
        await using var silent = await LoopbackServer.StartAsync(context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var time = new ManualTime();
        var request = new ProbeRequest(new ProbedRedirector(silent.BaseAddress, Admin: null), [null], [new(DemoImage.Repository, DemoImage.Tag, Digest: null)]) { Timeout = TimeSpan.FromSeconds(5) };
        var run = new ProbeRun(request, time).RunAsync(TextWriter.Null, width: null, TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(6));
        (await run).End.ShouldBe(ProbeEnd.Late);
    }

    [Theory]
    [InlineData("", "say which redirector is probed, with --target")]
    [InlineData("--target https://a.example", "say what is pulled, with --images FILE")]
    [InlineData("--target https://a.example/v2 --images {0}", "--target: 'https://a.example/v2' is not the address of a server")]
    [InlineData("--target https://me:secret@a.example --images {0}", "is not the address of a server")]
    [InlineData("--target https://a.example --images {0} --as 1.2.3", "--as: '1.2.3' is not an IP address")]
    [InlineData("--target https://a.example --images {0} --as-hops 1", "--as-hops says nothing without --as: give it, too")]
    [InlineData("--target https://a.example --images {0} --admin http://127.0.0.1:9090", "--admin says nothing without --as: give it, too")]
    [InlineData("--target https://a.example --images {0} --allow-differences", "--allow-differences says nothing without --against: give it, too")]
    [InlineData("--target https://a.example --images {0} --against https://b.example --allow-differences hosts", "--allow-differences: 'hosts' is none of status, rule, host, end, answer, content, checks")]
    [InlineData("--target https://a.example --images {0} --max-bytes 7", "--max-bytes: '7' is not a size; write 500MB or 20GiB")]
    [InlineData("--target https://a.example --images {0} --textfile /tmp/probe.txt", "node_exporter reads no file but *.prom")]
    [InlineData("--target https://a.example --images {0} --timeout 0s", "--timeout: '0s' is not a duration from 1s to ")]
    [InlineData("--target https://a.example --images {0} --rate 0", "--rate: '0' is not a number of requests")]
    [InlineData("--target https://a.example --images /no/such", "/no/such: there is no such file")]
    public async Task Usage_Wrong_Is2AndSaysWhy(string arguments, string problem)
    {
        var run = await CommandRun.InProcessAsync(["probe", .. string.Format(CultureInfo.InvariantCulture, arguments, Images).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain(problem);
    }

    [Theory]
    [InlineData("# nothing\n", "images.txt: it names no image")]
    [InlineData("a:1\nb\n", "images.txt:2: 'b': say which image")]
    public async Task Images_Wrong_Is2AndNamesTheLine(string text, string problem)
    {
        await File.WriteAllTextAsync(Images, text, TestContext.Current.CancellationToken);
        var run = await ProbeAsync();
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain(problem);
    }

    private static string UrlOf(RunningRedirector redirector) => redirector.Address.GetLeftPart(UriPartial.Authority);

    private Task<CommandRun> ProbeAsync(params string[] arguments) => CommandRun.InProcessAsync(["probe", "--target", Target, "--images", Images, "--rate", "1000", .. arguments]);

    /// <summary>Another redirector in front of the sandbox's registry and mirrors, by the usual policy.</summary>
    private Task<RunningRedirector> SameButForOneRouteAsync() => RunningRedirector.StartAsync(RunningRedirector.TwoMirrors
        .Replace("<upstream>", _sandbox.Upstream.BaseAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("<near>", _sandbox.Near.UrlTemplate, StringComparison.Ordinal)
        .Replace("<far>", _sandbox.Far.UrlTemplate, StringComparison.Ordinal));
}
