using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Inventories;

internal static partial class InventoryLog
{
    [LoggerMessage(60, LogLevel.Information, "{Mirror}: its inventory of {Written:u} has {Blobs} blobs")]
    public static partial void Loaded(ILogger logger, string mirror, DateTimeOffset written, int blobs);

    [LoggerMessage(61, LogLevel.Warning, "{Mirror}: its inventory can't be had: {Problem}; {Consequence}")]
    public static partial void Unreachable(ILogger logger, string mirror, string problem, string consequence);

    [LoggerMessage(62, LogLevel.Warning, "{Mirror}: its inventory is refused: {Problem}; {Consequence}")]
    public static partial void Refused(ILogger logger, string mirror, string problem, string consequence);

    [LoggerMessage(63, LogLevel.Warning, "{Mirror}: its inventory was written {Age} ago, before presence.inventoryMaxAge: HEADs find out what it holds, until there is a newer one")]
    public static partial void TooOld(ILogger logger, string mirror, TimeSpan age);
}
