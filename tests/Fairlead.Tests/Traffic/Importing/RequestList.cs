using Fairlead.Tests.Traffic.Logs;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Importing;

/// <summary>Keeps the requests that it is given.</summary>
internal sealed class RequestList : IRequestSink
{
    public List<LoggedRequest> Requests { get; } = [];

    public void Take(in LogRecord record) => Requests.Add(LoggedRequest.Of(record));
}
