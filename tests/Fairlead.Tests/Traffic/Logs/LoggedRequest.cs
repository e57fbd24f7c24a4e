using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>A request of a log, kept.</summary>
internal sealed record LoggedRequest(long Time, RequestMethod Method, int Status, long Bytes, string? Client, string Backend, string Target, string RequestId)
{
    public static LoggedRequest Of(in LogRecord record) => new(
        record.Time,
        record.Method,
        record.Status,
        record.Bytes,
        record.HasClient ? record.Client.ToString() : null,
        Encoding.UTF8.GetString(record.Backend),
        Encoding.UTF8.GetString(record.Target),
        Encoding.UTF8.GetString(record.RequestId));
}
