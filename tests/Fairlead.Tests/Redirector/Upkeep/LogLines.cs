using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Upkeep;

/// <summary>Keeps what is logged, as <c>Level: text</c>. Thread-safe.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> All => [.. _lines];

    public IReadOnlyList<string> Of(LogLevel level) => [.. _lines.Where(line => line.StartsWith($"{level}: ", StringComparison.Ordinal)).Select(line => line[$"{level}: ".Length..])];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
