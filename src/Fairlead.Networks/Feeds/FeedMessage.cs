using System.Globalization;

namespace Fairlead.Networks.Feeds;

/// <summary>What people are told of a feed: which one, where it is from, what is wrong, and what is in use now.</summary>
internal static class FeedMessage
{
    /// <summary>Of a feed whose source did not do.</summary>
    public static string Failure(FeedSource source, string problem, LoadedFeed? inUse) => inUse is null
        ? $"{Note(source, problem)}; there is none in use"
        : string.Create(CultureInfo.InvariantCulture, $"{Note(source, problem)}; the one of {inUse.AsOf:u} stays in use");

    /// <summary>Of a feed, whatever came of it.</summary>
    public static string Note(FeedSource source, string note) => $"feed {source.Name} ({Place(source)}): {note}";

    // A query or a user name may be what lets one in (a storage account's signature): it does not belong in a log.
    private static string Place(FeedSource source) =>
        source.Url?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) ?? source.File!;
}
