using System.Text.Json;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class TrafficVerbTests : IDisposable
{
    private static readonly string Examples = Path.Combine(Checkout.Root, "examples/traffic");
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_Examples_TellsWhatWasCountedOnBothOutputs()
    {
        var run = await ImportAsync("a.fat", Path.Combine(Examples, "logs"), "--backend", "cdn", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("235 requests");
        run.Error.ShouldContain("its salt is gone");
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("requests").GetInt64().ShouldBe(235);
        var logs = json.RootElement.GetProperty("logs");
        (logs.GetProperty("files").GetInt64(), logs.GetProperty("duplicates").GetInt64(), logs.GetProperty("badLines").GetInt64()).ShouldBe((4, 1, 1));
    }

    [Fact]
    public async Task Import_OneLogCannotBeRead_Is1AndTheRestIsThere()
    {
        var strange = _folder.Write("strange", "what is this?\n");
        var run = await ImportAsync("a.fat", Path.Combine(Examples, "logs/cdn-access.log"), strange);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"fairlead: {strange}: it is in none of the formats that are known");
        (await CommandRun.ProgramAsync(null, "traffic", "report", _folder.File("a.fat"))).Output.ShouldContain("requests          60");
    }

    [Fact]
    public async Task Import_FormatOfNoneOfItsLines_Is1AndSaysWhatToDo()
    {
        var log = Path.Combine(Examples, "logs/cdn-access.log");
        var run = await ImportAsync("a.fat", log, "--format", "s3", "--json");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"fairlead: {log}: none of its lines is in the format 's3': if it is in another one, leave --format away");
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("failures")[0].GetProperty("log").GetString().ShouldBe(log);
    }

    [Fact]
    public async Task Import_FromStandardInput_IsTheSame()
    {
        var log = Path.Combine(Examples, "logs/cdn-access.log");
        string[] salt = ["--salt-file", _folder.File("salt")];
        (await ImportAsync("a.fat", [log, .. salt])).ExitCode.ShouldBe(0);
        var run = await CommandRun.ProgramAsync(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), Import("b.fat", ["-", .. salt]));
        run.ExitCode.ShouldBe(0, run.Error);
        File.ReadAllBytes(_folder.File("b.fat")).ShouldBe(File.ReadAllBytes(_folder.File("a.fat")));
    }

    [Fact]
    public async Task Import_FeedThatIsNotThere_ReadsNothing()
    {
        var policy = _folder.Write("policy.yaml", """
            upstream: {registry: "https://registry.example.org"}
            networks: {feeds: [{type: ip2asn, file: nowhere.tsv}]}
            """);
        var run = await CommandRun.ProgramAsync(null, "traffic", "import", Path.Combine(Examples, "logs"), "--policy", policy, "--cache", _folder.File("cache"), "-o", _folder.File("a.fat"));
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldContain("nothing is read: there is nothing of ip2asn");
        File.Exists(_folder.File("a.fat")).ShouldBeFalse();
    }

    [Fact]
    public async Task Import_NeitherPolicyNorSnapshot_Is2()
    {
        var run = await CommandRun.ProgramAsync(null, "traffic", "import", Path.Combine(Examples, "logs"), "-o", _folder.File("a.fat"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("say where clients are with --policy or --snapshot");
    }

    [Fact]
    public async Task Import_Snapshot_ProvidersAreItsNetworks()
    {
        var snapshot = _folder.File("networks.snapshot");
        (await CommandRun.ProgramAsync(null, "networks", "compile", "--policy", Path.Combine(Examples, "policy.yaml"), "-o", snapshot)).ExitCode.ShouldBe(0);
        var run = await CommandRun.ProgramAsync(null, "traffic", "import", Path.Combine(Examples, "logs"), "--snapshot", snapshot, "-o", _folder.File("a.fat"));
        run.ExitCode.ShouldBe(0, run.Error);
        (await CommandRun.ProgramAsync(null, "traffic", "report", _folder.File("a.fat"), "--format", "csv")).Output.ShouldContain(",amazon,eu-west-3,");
    }

    [Fact]
    public async Task Import_PolicyAmongTheLogs_IsNoLog()
    {
        var log = await File.ReadAllTextAsync(Path.Combine(Examples, "logs/cdn-access.log"), TestContext.Current.CancellationToken);
        _folder.Write("logs/access.log", log);
        var policy = _folder.Write("logs/policy.yaml", "upstream: {registry: \"https://registry.example.org\"}\n");
        var run = await CommandRun.ProgramAsync(null, "traffic", "import", _folder.File("logs"), "--policy", policy, "--cache", _folder.File("cache"), "-o", _folder.File("a.fat"));
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldContain("in 1 log ");
    }

    [Fact]
    public async Task Import_BytesBeyondCounting_AreNotLessThanNone()
    {
        var line = $"192.0.2.1 - - [01/Oct/2026:00:00:00 +0000] \"GET /v2/a/blobs/x HTTP/1.1\" 200 999999999999999999 \"-\" \"-\"\n"; // as many digits as are taken
        var days = Enumerable.Range(10, 20).Select(day => line.Replace("[01", $"[{day}", StringComparison.Ordinal)); // a cell each
        var log = _folder.Write("access.log", string.Concat(days));
        var run = await ImportAsync("a.fat", log, "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("bytes").GetInt64().ShouldBe(long.MaxValue);
    }

    [Fact]
    public async Task Report_DaysOfMonths_IsAnErrorThatSaysSo()
    {
        (await ImportAsync("a.fat", Path.Combine(Examples, "logs"), "--by", "month")).ExitCode.ShouldBe(0);
        var run = await CommandRun.ProgramAsync(null, "traffic", "report", _folder.File("a.fat"), "--by", "day");
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldStartWith($"fairlead: {_folder.File("a.fat")}: it holds months");
    }

    [Fact]
    public async Task Report_OverOneOfItsParts_Is2AndThePartIsStillThere()
    {
        (await ImportAsync("a.fat", Path.Combine(Examples, "logs"))).ExitCode.ShouldBe(0);
        var part = File.ReadAllBytes(_folder.File("a.fat"));
        var run = await CommandRun.ProgramAsync(null, "traffic", "report", _folder.File("a.fat"), "-o", _folder.File("./a.fat"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("that is one of the parts");
        File.ReadAllBytes(_folder.File("a.fat")).ShouldBe(part);
    }

    [Fact]
    public async Task Report_PriceBookThatIsWrong_Is2WithItsPlace()
    {
        (await ImportAsync("a.fat", Path.Combine(Examples, "logs"))).ExitCode.ShouldBe(0);
        var run = await CommandRun.ProgramAsync(null, "traffic", "report", _folder.File("a.fat"), "--prices", _folder.Write("prices.yaml", "currency: USD\nprice: 1\n"));
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain($"{_folder.File("prices.yaml")}:2:1: error: ");
    }

    [Theory]
    [InlineData("is there twice", "report", "a.fat", "./a.fat")]
    [InlineData("--by: 'week' is no period here; write month or day", "report", "a.fat", "--by", "week")]
    [InlineData("--by: 'day' is no period here; write month", "merge", "a.fat", "-o", "b.fat", "--by", "day")]
    [InlineData("--format: there is no 'pdf'; there are table, csv, json, html", "report", "a.fat", "--format", "pdf")]
    [InlineData("say what things cost, with --prices", "report", "a.fat", "--credits", "credits.yaml")]
    [InlineData("a LOG that is no path: a store is s3://", "import", "ftp://logs", "--policy", "policy.yaml", "-o", "b.fat")]
    [InlineData("there is no option '--month'", "merge", "a.fat", "--month", "-o", "b.fat")]
    public async Task Arguments_Wrong_Are2(string problem, params string[] arguments)
    {
        var run = await CommandRun.ProgramAsync(null, ["traffic", .. arguments]);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain(problem);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("report")]
    public async Task Parts_Damaged_Are1WithTheirName(string verb)
    {
        var part = _folder.Write("none.fat", "no part\n");
        var run = await CommandRun.ProgramAsync(null, ["traffic", verb, part, .. Output(verb)]);
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldContain(part);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("report")]
    public async Task Parts_NotThereOrAFolder_Are2AndSaySo(string verb)
    {
        Directory.CreateDirectory(_folder.File("parts"));
        var run = await CommandRun.ProgramAsync(null, ["traffic", verb, _folder.File("nowhere.fat"), _folder.File("parts"), .. Output(verb)]);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain($"fairlead: {_folder.File("nowhere.fat")}: there is no such file\n");
        run.Error.ShouldContain($"fairlead: {_folder.File("parts")}: it is a folder: name the parts in it, as in {_folder.File("parts")}/*.fat\n");
    }

    [Fact]
    public async Task Import_FilesThatAreNotThereOrNone_AreNamedOnce()
    {
        string[] logs = [Path.Combine(Examples, "logs")];
        (await ImportAsync("a.fat", [.. logs, "--inventory", "nowhere"])).Error.ShouldEndWith("fairlead: nowhere: there is no such file\n");
        var salt = _folder.Write("salt", "none\n");
        (await ImportAsync("a.fat", [.. logs, "--salt-file", salt])).Error.ShouldContain($"fairlead: --salt-file: {salt} is no salt: ");
    }

    private string[] Output(string verb) => verb == "merge" ? ["-o", _folder.File("out.fat")] : [];

    private Task<CommandRun> ImportAsync(string part, params string[] more) => CommandRun.ProgramAsync(null, Import(part, more));

    private string[] Import(string part, params string[] more) =>
        ["traffic", "import", "--policy", Path.Combine(Examples, "policy.yaml"), "--cache", _folder.File("cache"), "-o", _folder.File(part), .. more];
}
