using System.Net;
using System.Net.Sockets;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// Speaks to one ClickHouse server over its HTTP interface. Queries go into bodies, credentials into headers; no redirect is followed, so that they go to no other host, and no
/// proxy is asked. Thread-safe.
/// </summary>
/// <param name="address">Where it is.</param>
/// <param name="time">For pauses and limits.</param>
public sealed class ClickHouseClient(ClickHouseAddress address, TimeProvider time) : IDisposable
{
    // All pauses together are some three minutes: a server that is started again is back by then.
    private const int MaxTries = 14;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    // An aggregation over years of traffic says nothing until it is done.
    private static readonly TimeSpan s_answerWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_insertWait = TimeSpan.FromMinutes(2);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2), // ClickHouse closes its own after three (keep_alive_timeout)
        MaxResponseHeadersLength = 32,
    });

    private long _retries;

    /// <summary>How often something was asked again. Thread-safe.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Runs a statement that gives nothing back. Once: it fails at once when the server is not there.</summary>
    /// <exception cref="ClickHouseException">It failed.</exception>
    internal Task ExecuteAsync(string sql, CancellationToken cancel) => OnceAsync(() => Question(sql), s_answerWait, static _ => Task.CompletedTask, cancel);

    /// <summary>Asks once. The server is told to have the answer whole before it begins to send: an error never comes in the middle of rows.</summary>
    /// <param name="sql">The query, without a format.</param>
    /// <param name="most">More rows are no answer.</param>
    /// <param name="row">Is given each row, and reads its columns.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ClickHouseException">It failed, or what came is not an answer.</exception>
    internal Task QueryAsync(string sql, int most, Action<RowReader> row, CancellationToken cancel) =>
        OnceAsync(() => Question(sql + " FORMAT RowBinary"), s_answerWait, rows => EachAsync(rows, most, row), cancel);

    /// <summary>The same, asked again for as long as it fails in a way that may pass: rows may come again then.</summary>
    /// <exception cref="ClickHouseException">It failed for good, or for too long.</exception>
    internal Task QueryPatientlyAsync(string sql, int most, Action<RowReader> row, CancellationToken cancel) =>
        PatientlyAsync(() => QueryAsync(sql, most, row, cancel), cancel);

    /// <summary>Inserts rows in RowBinary, packed; again for as long as it fails in a way that may pass. What a try that failed has sent may be there all the same.</summary>
    /// <param name="into">The table, and its columns in parentheses.</param>
    /// <param name="rows">Makes the rows of one try, packed with gzip.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ClickHouseException">It failed for good, or for too long.</exception>
    internal Task InsertAsync(string into, Func<ReadOnlyMemory<byte>> rows, CancellationToken cancel) =>
        PatientlyAsync(() => OnceAsync(() => Insert(into, rows()), s_insertWait, static _ => Task.CompletedTask, cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task EachAsync(RowReader rows, int most, Action<RowReader> row)
    {
        for (var count = 0; await rows.NextAsync().ConfigureAwait(false); count++)
        {
            if (count == most) throw new InvalidDataException($"it sends more than {most} rows");
            row(rows);
        }
    }

    private async Task PatientlyAsync(Func<Task> once, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await once().ConfigureAwait(false);
                return;
            }
            catch (ClickHouseException e) when (e.IsTransient && tries < MaxTries)
            {
                Interlocked.Increment(ref _retries);
            }
            // Twice as long each time, and some of it by chance, so that many don't come back at once.
            var most = Math.Min(s_firstPause.TotalMilliseconds * Math.Pow(2, tries - 1), s_longestPause.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(most * (0.5 + (Random.Shared.NextDouble() / 2))), time, cancel).ConfigureAwait(false);
        }
    }

    private async Task OnceAsync(Func<HttpRequestMessage> make, TimeSpan wait, Func<RowReader, Task> read, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(wait, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        using var request = make();
        try
        {
            using var response = await _http.SendAsync(request, limit.Token).ConfigureAwait(false);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw await RefusalAsync(response, body, limit.Token).ConfigureAwait(false);
            await read(new RowReader(room => body.ReadAsync(room, limit.Token))).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new ClickHouseException($"{address}: {e.Message}", e);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException || (e is OperationCanceledException && late.IsCancellationRequested && !cancel.IsCancellationRequested))
        {
            throw NoAnswer(e, wait);
        }
    }

    private async Task<ClickHouseException> RefusalAsync(HttpResponseMessage response, Stream body, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return new ClickHouseException($"{address}: it sends us elsewhere ({status}); redirects are not followed, give the server's own URL");
        var text = new byte[ServerMessage.MaxBytes];
        var length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        return new ClickHouseException($"{address}: it answers {status}: {ServerMessage.Of(text.AsSpan(0, length), address.Password)}")
        {
            IsTransient = ServerMessage.IsPassing(status, text.AsSpan(0, length)),
        };
    }

    private ClickHouseException NoAnswer(Exception e, TimeSpan wait)
    {
        var reason = e is OperationCanceledException
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer in {wait.TotalSeconds} s")
            : e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
        return new ClickHouseException($"{address}: {ServerMessage.Of(System.Text.Encoding.UTF8.GetBytes(reason), address.Password)}", e) { IsTransient = true };
    }

    private HttpRequestMessage Question(string sql) => Request("wait_end_of_query=1", new StringContent(sql));

    private HttpRequestMessage Insert(string into, ReadOnlyMemory<byte> rows)
    {
        var content = new ReadOnlyMemoryContent(rows);
        content.Headers.ContentEncoding.Add("gzip");
        return Request("query=" + Uri.EscapeDataString($"INSERT INTO {into} FORMAT RowBinary"), content);
    }

    private HttpRequestMessage Request(string query, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(address.Url) { Query = query }.Uri) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", "fairlead");
        if (address.User is { } user) request.Headers.TryAddWithoutValidation("X-ClickHouse-User", user);
        if (address.Password is { } password) request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", password);
        return request;
    }
}
