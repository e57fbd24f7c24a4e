using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(60, LogLevel.Error, "a connection failed in a way that is not the client's doing, and was closed")]
    public static partial void ConnectionFailed(ILogger logger, Exception failure);

    [LoggerMessage(61, LogLevel.Error, "no connection can be accepted: {Reason}; trying again. Are the limits on open files (ulimit -n) high enough?")]
    public static partial void AcceptFailed(ILogger logger, string reason);
}
