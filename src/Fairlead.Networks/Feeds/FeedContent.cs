namespace Fairlead.Networks.Feeds;

/// <summary>What a feed file says, whole: a file that is not wholly readable gives none of this.</summary>
/// <param name="Entries">Prefixes in the file's order, duplicates and all.</param>
/// <param name="Masked">How many prefixes had host bits set, and lost them.</param>
public sealed record FeedContent(IReadOnlyList<FeedEntry> Entries, int Masked);
