using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fairlead.SystemTests.Processes;
using Fairlead.Tests.Support;

namespace Fairlead.SystemTests.Reporting;

/// <summary>A log that the real nginx wrote, counted by the program and by an independent count; and no address of it in anything that comes out.</summary>
public sealed class NginxImportTests : IAsyncLifetime, IDisposable
{
    private readonly TrafficFolder _folder = new();
    private NginxTraffic? _traffic;

    private NginxTraffic Traffic => _traffic ?? throw new InvalidOperationException("there is no log yet");

    public async ValueTask InitializeAsync() => _traffic = await NginxTraffic.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _traffic?.Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_RealLog_RowsAreThoseOfAnIndependentCount()
    {
        (await TrafficFolder.RunAsync(_folder.Import("a.fat", Traffic.Log))).Succeeded();
        var report = (await TrafficFolder.RunAsync("traffic", "report", _folder.Out("a.fat"), "--by", "day", "--format", "json")).Succeeded();

        using var json = JsonDocument.Parse(report.Output);
        var expected = SlowCount.Of(Traffic.Lines, "nginx");
        Rows(json).ShouldBe(expected.Select(row => $"{row.Key} {row.Value.Requests} {row.Value.Bytes}"));
        var totals = json.RootElement.GetProperty("totals");
        totals.GetProperty("requests").GetInt64().ShouldBe(Traffic.Lines.Length);
        totals.GetProperty("bytes").GetInt64().ShouldBe(expected.Values.Sum(row => row.Bytes));
        totals.GetProperty("unattributedRequests").GetInt64().ShouldBe(expected.Where(row => row.Key.Split('|') is [_, _, "", _, "", ..]).Sum(row => row.Value.Requests));
        totals.GetProperty("badLines").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Outputs_RealLog_HoldNoAddress()
    {
        var leaks = new AddressLeaks(Traffic.Clients);
        await File.AppendAllTextAsync(Traffic.Log, "198.51.100.3 - - [broken\nclient 2001:db8:1:a1::1003 said nothing\n");
        string[] paths = ["/files/x-198.51.100.3.tgz/a", "/files/from_2001:db8:1:a1::1003/a", "/v2/host-198.51.100.3/app/manifests/v1"];
        await File.AppendAllLinesAsync(Traffic.Log, paths.Select(path => $"198.51.100.3 - - [10/Oct/2026:13:55:36 +0000] \"GET {path} HTTP/1.1\" 200 5 \"-\" \"-\""));
        CommandResult[] runs =
        [
            (await TrafficFolder.RunAsync([.. _folder.Import("a.fat", Traffic.Log), "--json", "--salt-file", _folder.In("salt")])).Succeeded(),
            (await TrafficFolder.RunAsync([.. _folder.Import("b.fat", Traffic.Log), "--salt-file", _folder.In("salt"), "--by", "month"])).Succeeded(),
            (await TrafficFolder.RunAsync("traffic", "merge", _folder.Out("a.fat"), _folder.Out("b.fat"), "-o", _folder.Out("c.fat"), "--by", "month")).Succeeded(),
            .. await Task.WhenAll(new[] { "table", "csv", "json", "html" }.Select(async format =>
                (await TrafficFolder.RunAsync("traffic", "report", _folder.Out("c.fat"), "--format", format, "-o", _folder.Out(format))).Succeeded())),
        ];

        _folder.Outputs.ShouldBe(["a.fat", "b.fat", "c.fat", "csv", "html", "json", "table"]);
        foreach (var name in _folder.Outputs) leaks.Find(await File.ReadAllBytesAsync(_folder.Out(name))).ShouldBeNull(name);
        foreach (var run in runs) leaks.Find(Encoding.UTF8.GetBytes(run.Output + run.Error)).ShouldBeNull(run.ToString());
        runs[0].Error.ShouldContain("bad: 2 lines");
        leaks.Find(await File.ReadAllBytesAsync(Traffic.Log)).ShouldNotBeNull("the check finds what is there");
    }

    [Fact]
    public async Task Import_DamagedGzip_CountsWhatIsWholeAndSaysSo()
    {
        var packed = _folder.In("access.log.gz");
        await using (var file = File.Create(packed))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            for (var copy = 0; copy < 30; copy++) await gzip.WriteAsync(await File.ReadAllBytesAsync(Traffic.Log));
        await using (var file = File.OpenWrite(packed)) file.SetLength(file.Length * 2 / 3);

        var run = await TrafficFolder.RunAsync([.. _folder.Import("a.fat", packed, Traffic.Log), "--json"]);

        run.ExitCode.ShouldBe(1, run.ToString());
        run.Error.ShouldContain(packed);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("logs").GetProperty("damagedFiles").GetInt64().ShouldBe(1);
        json.RootElement.GetProperty("requests").GetInt64().ShouldBeInRange(Traffic.Lines.Length * 2, Traffic.Lines.Length * 30L);
        (await TrafficFolder.RunAsync("traffic", "report", _folder.Out("a.fat"))).Succeeded();
    }

    [Fact]
    public async Task Import_Interrupted_LeavesNothingBehind()
    {
        using var run = await TrafficFolder.StartAsync([.. _folder.Import("a.fat", "-")]);
        var error = run.StandardError.ReadToEndAsync();
        // More than a pipe holds: the program is reading when it has been taken.
        var lines = await File.ReadAllTextAsync(Traffic.Log);
        for (var copy = 0; copy < 20; copy++) await run.StandardInput.WriteAsync(lines);
        await run.StandardInput.FlushAsync();

        Signals.Send(run.Id, Signals.Interrupt);
        await run.WaitForExitAsync().WaitAsync(Eventually.Deadline);

        (run.ExitCode, await error).ShouldBe((1, $"fairlead: interrupted; {_folder.Out("a.fat")} is as it was\n"));
        _folder.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_TwoMachinesWithOneSalt_MergeIsOneImport()
    {
        var lines = Traffic.Lines;
        var (one, other) = (_folder.In("one.log"), _folder.In("other.log"));
        await File.WriteAllLinesAsync(one, lines.Where((_, number) => number % 3 == 0), Encoding.Latin1);
        await File.WriteAllLinesAsync(other, lines.Where((_, number) => number % 3 != 0), Encoding.Latin1);
        string[] salt = ["--salt-file", _folder.In("salt")];
        await Task.WhenAll(
            RunAsync([.. _folder.Import("one.fat", one), .. salt]),
            RunAsync([.. _folder.Import("other.fat", other), .. salt]));
        await RunAsync([.. _folder.Import("both.fat", one, other), .. salt]);
        await RunAsync("traffic", "merge", _folder.Out("other.fat"), _folder.Out("one.fat"), "-o", _folder.Out("merged.fat"));

        (await File.ReadAllBytesAsync(_folder.Out("merged.fat"))).ShouldBe(await File.ReadAllBytesAsync(_folder.Out("both.fat")));

        var stranger = await TrafficFolder.RunAsync(_folder.Import("stranger.fat", other));
        stranger.Succeeded();
        var refused = await TrafficFolder.RunAsync("traffic", "merge", _folder.Out("one.fat"), _folder.Out("stranger.fat"), "-o", _folder.Out("merged.fat"));
        refused.ExitCode.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("salt");

        static async Task RunAsync(params string[] arguments) => (await TrafficFolder.RunAsync(arguments)).Succeeded();
    }

    private static IEnumerable<string> Rows(JsonDocument json) => json.RootElement.GetProperty("rows").EnumerateArray().Select(row =>
        $"{string.Join('|', new[] { "period", "backend", "provider", "region", "asn", "country", "kind", "image", "status" }.Select(key => row.GetProperty(key).ToString()))} {row.GetProperty("requests")} {row.GetProperty("bytes")}")
        .Order(StringComparer.Ordinal);
}
