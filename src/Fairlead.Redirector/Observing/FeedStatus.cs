namespace Fairlead.Redirector.Observing;

/// <summary>How a feed is doing.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="IsLoaded">Whether it has been loaded; what follows is 0 where it has not.</param>
/// <param name="Age">Time since it was last known to be current; for a file, since it was written.</param>
/// <param name="Prefixes">Prefixes in it.</param>
/// <param name="Masked">Prefixes that had host bits set.</param>
/// <param name="Refresh">How often it is asked for; null of a file.</param>
internal readonly record struct FeedStatus(string Name, bool IsLoaded, TimeSpan Age, int Prefixes, int Masked, TimeSpan? Refresh);
