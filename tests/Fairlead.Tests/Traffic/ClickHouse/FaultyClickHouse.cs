using System.Collections.Concurrent;
using System.IO.Compression;
using Fairlead.Demo.Hosting;
using Fairlead.Traffic.ClickHouse;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Traffic.ClickHouse;

/// <summary>
/// As much of ClickHouse's HTTP interface as an export asks for, for faults that the real server can't be made to show. It knows the statements that are sent by how they begin, and no SQL:
/// what queries mean is tested with the real one.
/// </summary>
internal sealed class FaultyClickHouse : IAsyncDisposable
{
    private LoopbackServer _server = null!;

    /// <summary>What goes wrong with a statement, instead of its answer; null: nothing.</summary>
    public Func<string, RequestDelegate?> Before { get; set; } = _ => null;

    /// <summary>What goes wrong with its answer, when all has been done; null: nothing.</summary>
    public Func<string, RequestDelegate?> After { get; set; } = _ => null;

    /// <summary>Inserts that arrived whole: the statement, and the rows as they came, unpacked.</summary>
    public ConcurrentQueue<(string Sql, byte[] Rows)> Inserts { get; } = new();

    public ConcurrentQueue<string> Users { get; } = new();

    /// <summary>Inserts into a table.</summary>
    public IReadOnlyList<byte[]> Into(TableForm table) => [.. Inserts.Where(insert => insert.Sql.StartsWith($"INSERT INTO fairlead.{table.Name} ", StringComparison.Ordinal)).Select(insert => insert.Rows)];

    public string Url => _server.BaseAddress.AbsoluteUri;

    public static async Task<FaultyClickHouse> StartAsync()
    {
        var server = new FaultyClickHouse();
        server._server = await LoopbackServer.StartAsync(server.ServeAsync);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        Users.Enqueue($"{context.Request.Headers["X-ClickHouse-User"]}:{context.Request.Headers["X-ClickHouse-Key"]}");
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isInsert = context.Request.Query.TryGetValue("query", out var insert);
        var sql = isInsert ? insert.ToString() : System.Text.Encoding.UTF8.GetString(body.ToArray());
        if (Before(sql) is { } fault)
        {
            await fault(context);
            return;
        }
        if (isInsert) Inserts.Enqueue((sql, Unpack(body.ToArray())));
        if (After(sql) is { } lost)
        {
            await lost(context);
            return;
        }
        if (sql.Contains("system.columns", StringComparison.Ordinal)) await context.Response.Body.WriteAsync(Columns());
    }

    private static byte[] Unpack(byte[] packed)
    {
        var rows = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        gzip.CopyTo(rows);
        return rows.ToArray();
    }

    private static byte[] Columns()
    {
        var rows = new RowWriter();
        foreach (var (form, _) in Tables.Statements("fairlead"))
        {
            var note = form == Tables.Requests || form == Tables.Batches ? [(Tables.FormNote, "UInt8")] : Array.Empty<(string, string)>();
            foreach (var (name, type) in form.Columns.Concat(note))
            {
                rows.String(form.Name);
                rows.String(name);
                rows.String(type);
            }
        }
        return rows.Written.ToArray();
    }
}
