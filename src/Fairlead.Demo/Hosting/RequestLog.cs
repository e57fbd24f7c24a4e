using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Demo.Hosting;

/// <summary>
/// What a server was asked, the last <see cref="Capacity"/> requests of it. Whoever has seen an answer finds its request here,
/// status and all: it is written before the first byte goes out. Safe for any number of threads.
/// </summary>
public sealed class RequestLog
{
    /// <summary>More than any test looks at, and a few MB at most under load.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _entries = new();
    private long _total;

    /// <summary>Requests since the start or <see cref="Clear"/>, those that were dropped from the log included.</summary>
    public long Total
    {
        get { lock (_lock) return _total; }
    }

    /// <summary>The requests in the order they came.</summary>
    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (_lock) return [.. _entries.Select(entry => new LoggedRequest(entry.Method, entry.Target, entry.Status))];
    }

    /// <summary>Forgets everything so far.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _total = 0;
        }
    }

    /// <summary>Logs this request now, and its status when the answer begins.</summary>
    internal void Add(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var entry = new Entry(context.Request.Method, target);
        lock (_lock)
        {
            if (_entries.Count == Capacity) _entries.Dequeue();
            _entries.Enqueue(entry);
            _total++;
        }
        context.Response.OnStarting(() =>
        {
            entry.Status = context.Response.StatusCode;
            return Task.CompletedTask;
        });
    }

    private sealed class Entry(string method, string target)
    {
        private volatile int _status;

        public string Method => method;

        public string Target => target;

        public int Status
        {
            get => _status;
            set => _status = value;
        }
    }
}
