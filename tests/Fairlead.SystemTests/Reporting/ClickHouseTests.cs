using System.Net;
using System.Text;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;
using Fairlead.Tests.Support;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Logs in a real ClickHouse: the numbers of an import, whatever happens on the way, and no address.</summary>
public sealed class ClickHouseTests : IAsyncLifetime
{
    private const int LinesOfABatch = 100_000;

    private ExportFolder? _folder;

    private ExportFolder Folder => _folder ?? throw new InvalidOperationException("there is no server yet");

    public async ValueTask InitializeAsync() => _folder = await ExportFolder.StartAsync();

    public ValueTask DisposeAsync() => _folder?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Export_EveryFormat_NumbersAreThoseOfAnImport()
    {
        await RandomLogs.WriteAsync(Folder.Logs, seed: 1);

        var first = await Folder.ExportAsync(Folder.Logs);
        ((long)first["logs"]!["duplicates"]!).ShouldBeGreaterThan(0);
        ((long)first["logs"]!["badLines"]!).ShouldBeGreaterThan(0);
        await Folder.ShouldBeTheImportAsync(Folder.Logs);

        var again = await Folder.ExportAsync(Folder.Logs);
        ((long)again["batchesSent"]!, (long)again["batchesThere"]!).ShouldBe((0, (long)first["batchesSent"]!));
        await Folder.ShouldBeTheImportAsync(Folder.Logs);
    }

    /// <summary>A sum that the server's own numbers have no room for is the greatest number, as in a part.</summary>
    [Fact]
    public async Task Export_MoreBytesThanThereAre_NumbersAreThoseOfAnImport()
    {
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, Enumerable.Repeat("198.51.100.83 - - [10/Oct/2026:13:55:36 +0000] \"GET /v2/team/app/manifests/v1 HTTP/1.1\" 200 999999999999999999 \"-\" \"-\"", 30));

        await Folder.ExportAsync(log);

        await Folder.ShouldBeTheImportAsync(log);
    }

    [Fact]
    public async Task Export_LogsOneByOneAndThenAll_NumbersAreThoseOfAnImportOfAll()
    {
        await RandomLogs.WriteAsync(Folder.Logs, seed: 2);

        // The later of two logs that share lines: what it has twice is known only when the earlier one is there too.
        await Folder.ExportAsync(Path.Combine(Folder.Logs, "s3-2.log.gz"));
        await Folder.ExportAsync(Path.Combine(Folder.Logs, "google-2.log.gz"));
        await Folder.ExportAsync(Folder.Logs);

        await Folder.ShouldBeTheImportAsync(Folder.Logs);
    }

    [Fact]
    public async Task Export_TwoOfTheSameLogsAtOnce_NumbersAreThoseOfAnImport()
    {
        await RandomLogs.WriteAsync(Folder.Logs, seed: 3);

        await Task.WhenAll(Folder.ExportAsync(Folder.Logs), Folder.ExportAsync(Folder.Logs));

        await Folder.ShouldBeTheImportAsync(Folder.Logs);
    }

    [Fact]
    public async Task Export_KilledInTheMiddleAndRunAgain_NumbersAreThoseOfAnImport()
    {
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, RandomLogs.Lines(seed: 4, (4 * LinesOfABatch) + 10));
        using (var export = await Folder.StartExportAsync())
        {
            foreach (var line in File.ReadLines(log).Take((3 * LinesOfABatch) - 10)) await export.StandardInput.WriteLineAsync(line);
            await export.StandardInput.FlushAsync();
            await Folder.ArrivedAsync(2);
            export.Kill();
            await export.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        }
        // Rows of a batch that was on its way, as a kill in the middle of an insert leaves them.
        await Folder.Server.QueryAsync("INSERT INTO fairlead.requests SELECT '01234567-0123-0123-0123-0123456789ab', day, backend, backend_provider, backend_region, provider, region, asn, asn_name, country, kind, status_class, image, bytes FROM fairlead.requests LIMIT 1000");

        var again = await Folder.ExportAsync(log);

        ((long)again["batchesSent"]!, (long)again["batchesThere"]!).ShouldBe((3, 2));
        await Folder.ShouldBeTheImportAsync(log);
    }

    [Fact]
    public async Task Export_ServerStopsAndComesBack_IsWaitedFor()
    {
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, RandomLogs.Lines(seed: 5, (3 * LinesOfABatch) + 10));
        using var export = await Folder.StartExportAsync();
        var (output, error) = (export.StandardOutput.ReadToEndAsync(), export.StandardError.ReadToEndAsync());
        var lines = await File.ReadAllLinesAsync(log);
        foreach (var line in lines.Take((2 * LinesOfABatch) - 10)) await export.StandardInput.WriteLineAsync(line);
        await export.StandardInput.FlushAsync();
        await Folder.ArrivedAsync(1);

        await Folder.Server.StopAsync();
        foreach (var line in lines.Skip((2 * LinesOfABatch) - 10)) await export.StandardInput.WriteLineAsync(line);
        export.StandardInput.Close();
        await Folder.Server.StartAgainAsync();
        await export.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

        export.ExitCode.ShouldBe(0, await error);
        ((long)System.Text.Json.Nodes.JsonNode.Parse(await output)!["retries"]!).ShouldBeGreaterThan(0);
        await Folder.ShouldBeTheImportAsync(log);
    }

    [Fact]
    public async Task Server_AfterAnExport_HoldsNoAddress()
    {
        string[] clients = ["198.51.100.83", "45.90.0.69", "2001:db8:1:a1::1003"];
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, clients.SelectMany(client => new[]
        {
            $"{client} - - [10/Oct/2026:13:55:36 +0000] \"GET /v2/team/app/manifests/v1 HTTP/1.1\" 200 12 \"-\" \"agent of {client}\"",
            $"{client} - - [10/Oct/2026:13:55:37 +0000] \"GET /{client}/file HTTP/1.1\" 200 12 \"-\" \"-\"",
            $"damaged {client}",
        }));
        var leaks = new AddressLeaks(clients.Select(IPAddress.Parse));

        await Folder.ExportAsync(log);

        foreach (var table in new[] { "requests", "batches", "counted_requests", "counted_batches" })
        {
            var rows = await Folder.Server.QueryAsync($"SELECT * FROM fairlead.{table}");
            rows.ShouldNotBeEmpty();
            leaks.Find(Encoding.UTF8.GetBytes(rows)).ShouldBeNull(rows);
        }
        await Folder.Server.StopAsync(); // what it had in memory is on disk, or gone
        Folder.Server.Files.Count().ShouldBeGreaterThan(20);
        foreach (var file in Folder.Server.Files) leaks.Find(await File.ReadAllBytesAsync(file)).ShouldBeNull(file);
    }

    [Fact]
    public async Task Export_WrongPassword_IsSaidInOneLineWithoutIt()
    {
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, RandomLogs.Lines(seed: 6, 10));

        var refused = await FairleadProgram.RunAsync(Folder.Arguments(log), environment: new Dictionary<string, string?> { ["CLICKHOUSE_USER"] = ClickHouseServer.User, ["CLICKHOUSE_PASSWORD"] = "not-the-right-one" });

        refused.ExitedWith(1).Error.Trim().ShouldStartWith($"fairlead: {Folder.Server.Url.TrimEnd('/')}: it answers 401: Code: 193");
        refused.Error.Trim().ShouldNotContain("\n");
        refused.Error.ShouldNotContain("not-the-right-one");
    }

    [Theory]
    [InlineData("nowhere", "there is no table nowhere.requests; 'traffic export' makes it")]
    [InlineData("another", "table another.requests is of another form")]
    public async Task Report_DatabaseThatIsNone_SaysSo(string database, string problem)
    {
        await Folder.Server.QueryAsync("CREATE DATABASE another");
        await Folder.Server.QueryAsync("CREATE TABLE another.requests (day Date) ENGINE = MergeTree ORDER BY day");

        var refused = await FairleadProgram.RunAsync(["traffic", "report", "--clickhouse", Folder.Server.Url, "--database", database], environment: ClickHouseServer.Credentials);

        refused.ExitedWith(1).Error.ShouldStartWith($"fairlead: {problem}");
    }

    [Fact]
    public async Task Export_TablesOfAnotherForm_AreLeftAlone()
    {
        var log = Path.Combine(Folder.Logs, "access.log");
        await File.WriteAllLinesAsync(log, RandomLogs.Lines(seed: 7, 10));
        await Folder.Server.QueryAsync("CREATE DATABASE fairlead");
        await Folder.Server.QueryAsync("CREATE TABLE fairlead.requests (day Date) ENGINE = MergeTree ORDER BY day");

        var refused = await FairleadProgram.RunAsync(Folder.Arguments(log), environment: ClickHouseServer.Credentials);

        refused.ExitedWith(1).Error.ShouldContain("table fairlead.requests is of another form than this program's: it has no column fairlead_form_1");
        (await Folder.Server.QueryAsync("SELECT count() FROM system.tables WHERE database = 'fairlead'")).ShouldBe("1");
    }

    [Fact]
    public async Task Report_WrongUsage_IsTold()
    {
        (await TrafficFolder.RunAsync("traffic", "report", "--clickhouse", Folder.Server.Url, "--min-clients", "5")).ExitedWith(2).Error.ShouldContain("--min-clients");
        (await TrafficFolder.RunAsync("traffic", "report", "a.fat", "--clickhouse", Folder.Server.Url)).ExitedWith(2).Error.ShouldContain("not both");
        (await TrafficFolder.RunAsync("traffic", "report")).ExitedWith(2).Error.ShouldContain("parts, or a database");
        (await TrafficFolder.RunAsync("traffic", "report", "--clickhouse", "http://user:hidden@host/?query=1")).ExitedWith(2).Error.ShouldNotContain("hidden");
    }
}
