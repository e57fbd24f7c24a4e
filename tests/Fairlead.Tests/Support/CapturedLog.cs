using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Support;

/// <summary>Keeps what a server logs at the level that it logs at in operation, and above.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, Exception? Exception)> _entries = new();

    public CapturedLog() => Factory = new LoggerFactory([this], new LoggerFilterOptions { MinLevel = LogLevel.Information });

    public ILoggerFactory Factory { get; }

    public IEnumerable<string> Messages => _entries.Select(entry => entry.Message);

    /// <summary>What was wrong: warnings, errors and whatever has an exception.</summary>
    public IEnumerable<(LogLevel Level, string Message, Exception? Exception)> Problems =>
        _entries.Where(entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);

    /// <summary>Nothing was wrong.</summary>
    public void ShouldBeQuiet() => Problems.Select(problem => $"{problem.Message} {problem.Exception}").ShouldBeEmpty();

    public ILogger CreateLogger(string categoryName) => new Logger(_entries);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel, string, Exception?)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((logLevel, formatter(state, exception), exception));
    }
}
