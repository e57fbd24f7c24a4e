namespace Fairlead.Traffic.Logs;

/// <summary>Whoever is given the requests of a log, one at a time, by one thread.</summary>
public interface IRequestSink
{
    /// <summary>Takes one request. Its spans are gone when this returns.</summary>
    void Take(in LogRecord record);
}
