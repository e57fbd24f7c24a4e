using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;
using Fairlead.Tests.Traffic.Importing;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Logs;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Traffic.ClickHouse;

/// <summary>Faults on the way to the server, by one that makes them.</summary>
public sealed class ExportFaultTests : IAsyncLifetime
{
    private const int Attempt = 16;
    private FaultyClickHouse _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await FaultyClickHouse.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Run_NoFault_SendsOneInsertEachWithCredentialsInHeaders()
    {
        var (counts, run) = await ExportAsync(Log("a", 3), Log("b", 2));

        (counts.Files, counts.Requests, run.RequestsSent, run.BatchesSent, run.BatchesThere).ShouldBe((2, 5, 5, 2, 0));
        (_server.Into(Tables.Requests).Count, _server.Into(Tables.Batches).Count).ShouldBe((1, 1));
        _server.Users.ShouldAllBe(user => user == "me:secret");
        _server.Inserts.ShouldAllBe(insert => !insert.Sql.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AnswerOfAnInsertLost_IsAnotherAttempt()
    {
        var lost = 1;
        _server.After = sql => sql.StartsWith("INSERT INTO fairlead.requests", StringComparison.Ordinal) && lost-- > 0 ? Abort : null;

        await ExportAsync(Log("a", 3));

        var tries = _server.Into(Tables.Requests);
        tries.Count.ShouldBe(2);
        tries[1][..Attempt].ShouldNotBe(tries[0][..Attempt]);
        tries[1][Attempt..^1].Length.ShouldBe(tries[0][Attempt..^1].Length);
        // Of the two, the batch names the one whose answer came.
        var batch = _server.Into(Tables.Batches).ShouldHaveSingleItem();
        batch.AsSpan(Attempt, Attempt).ToArray().ShouldBe(tries[1][..Attempt]);
    }

    [Fact]
    public async Task Run_AnswerOfABatchLost_NamesTheSameAttemptAgain()
    {
        var lost = 1;
        _server.After = sql => sql.StartsWith("INSERT INTO fairlead.batches", StringComparison.Ordinal) && lost-- > 0 ? Abort : null;

        await ExportAsync(Log("a", 3));

        _server.Into(Tables.Requests).Count.ShouldBe(1);
        var batches = _server.Into(Tables.Batches);
        batches.Count.ShouldBe(2);
        batches[1][..(2 * Attempt)].ShouldBe(batches[0][..(2 * Attempt)]);
    }

    [Theory]
    [InlineData(500, "Code: 252, e.displayText() = DB::Exception: Too many parts")]
    [InlineData(503, "<html>no server</html>")]
    public async Task Run_FailuresThatPass_AreAskedAgain(int status, string body)
    {
        var left = 5;
        _server.Before = sql => sql.StartsWith("INSERT", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? Answer(status, body) : null;

        await ExportAsync(Log("a", 3));

        _server.Into(Tables.Batches).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_FailureThatStays_EndsItAtOnceInOneLine()
    {
        _server.Before = sql => sql.StartsWith("INSERT", StringComparison.Ordinal) ? Answer(500, "Code: 27, e.displayText() = DB::Exception: Cannot parse\u001b[2J 'secret'\nmore") : null;

        var failure = await Should.ThrowAsync<ClickHouseException>(() => ExportAsync(Log("a", 3)));

        failure.Message.ShouldBe($"{_server.Url.TrimEnd('/')}: it answers 500: Code: 27, e.displayText() = DB::Exception: Cannot parse?[2J '***'");
        _server.Into(Tables.Batches).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_FailureThatNeverPasses_EndsIt()
    {
        _server.Before = sql => sql.StartsWith("INSERT", StringComparison.Ordinal) ? Answer(503, "") : null;

        (await Should.ThrowAsync<ClickHouseException>(() => ExportAsync(Log("a", 3)))).IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await FaultyClickHouse.StartAsync();
        _server.Before = _ => context =>
        {
            context.Response.Redirect(elsewhere.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        (await Should.ThrowAsync<ClickHouseException>(() => ExportAsync(Log("a", 3)))).Message.ShouldContain("redirects are not followed");

        elsewhere.Users.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("garbage of no length")]
    [InlineData("")]
    public async Task Run_AnswerThatIsNone_IsAnError(string body)
    {
        _server.Before = sql => sql.Contains("system.columns", StringComparison.Ordinal) ? Answer(200, body) : null;

        await Should.ThrowAsync<ClickHouseException>(() => ExportAsync(Log("a", 3)));

        _server.Inserts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LogThatBreaksOff_IsLeftOutFromItsLastBatchOn()
    {
        var (counts, run) = await ExportAsync(Log("a", 3), new LogInMemory("broken", () => new BrokenStream(Text(2))), Log("z", 1));

        run.Failures.ShouldHaveSingleItem().Log.ShouldBe("broken");
        (counts.Files, counts.Requests, run.RequestsSent).ShouldBe((2, 4, 4));
    }

    private static RequestDelegate Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static LogInMemory Log(string name, int requests) => new(name, () => new MemoryStream(Text(requests)));

    private static byte[] Text(int requests) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, requests).Select(i => $"10.0.0.{i} - - [10/Oct/2026:13:55:3{i} +0000] \"GET /v2/team/app/manifests/v{requests} HTTP/1.1\" 200 12 \"-\" \"-\"\n")));

    private async Task<(LogCounts Counts, ExportRun Run)> ExportAsync(params LogInMemory[] logs)
    {
        var table = new NetworkTableBuilder(ownerOf: null);
        table.Add(IpPrefix.Parse("10.0.0.0/8"), "net", "region", "test", Trust.CloudFeed);
        var options = new ImportOptions
        {
            Networks = ClientNetworks.Of(table.Build()),
            Content = new ContentBook([]),
            Backends = new BackendBook(policy: null, unnamed: "cdn"),
            Salt = Salt.Create(),
            Workers = 2,
        };
        var address = ClickHouseAddress.Parse(_server.Url.Replace("://", "://me:secret@", StringComparison.Ordinal), _ => null, out _)!;
        using var client = new ClickHouseClient(address, new PauselessTime());
        var run = new ExportRun(options, client, "fairlead", TimeProvider.System);
        return (await run.RunAsync(logs, Cancel), run);
    }
}
