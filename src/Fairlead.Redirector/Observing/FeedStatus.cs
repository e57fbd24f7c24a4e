namespace Fairlead.Redirector.Observing;

/// <summary>How a feed is doing.</summary>
internal readonly record struct FeedStatus(string Name, bool IsLoaded, TimeSpan Age, int Prefixes, int Masked);
