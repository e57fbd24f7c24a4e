using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>A sink that is also told of every line, before it is counted: also of those that are no requests, or were there before.</summary>
public interface ILineSink : IRequestSink
{
    /// <summary>A line was read. Where it is a request, and new, it is given to <see cref="IRequestSink.Take"/> next.</summary>
    /// <param name="outcome">What it is.</param>
    /// <param name="length">Its length in bytes, without its end.</param>
    /// <param name="record">The request, where it is one. Its spans are gone when this returns.</param>
    void Follow(LineOutcome outcome, int length, in LogRecord record);
}
