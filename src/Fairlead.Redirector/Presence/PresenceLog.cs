using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Presence;

internal static partial class PresenceLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Site} does not answer: where there is another to go to it is passed over, until it answers again")]
    public static partial void Closed(ILogger logger, string site);

    [LoggerMessage(2, LogLevel.Information, "{Site} answers again")]
    public static partial void Opened(ILogger logger, string site);

    [LoggerMessage(3, LogLevel.Debug, "{Site} gave no answer: {Reason}")]
    public static partial void NoAnswer(ILogger logger, string site, string reason);

    [LoggerMessage(4, LogLevel.Warning, "{Site} has lost blobs that it held: all that was known of it is forgotten")]
    public static partial void Forgotten(ILogger logger, string site);

    [LoggerMessage(5, LogLevel.Warning, "{Site} lacks a blob that its inventory names: until there is a newer inventory, HEADs find out what it holds")]
    public static partial void Distrusted(ILogger logger, string site);
}
