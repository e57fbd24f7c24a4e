namespace Fairlead.Redirector.Observing;

/// <summary>How a feed is doing, or the provider files.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="IsLoaded">Whether it has been loaded.</param>
/// <param name="Age">Time since it was last known to be current; for a file, since it was written; 0 where it has not been loaded.</param>
/// <param name="Prefixes">Prefixes in it; null where it has not been loaded, and of provider files, which have none.</param>
/// <param name="Masked">Prefixes that had host bits set; null as above.</param>
/// <param name="Refresh">How often it is asked for; null of a file.</param>
internal readonly record struct FeedStatus(string Name, bool IsLoaded, TimeSpan Age, int? Prefixes, int? Masked, TimeSpan? Refresh);
