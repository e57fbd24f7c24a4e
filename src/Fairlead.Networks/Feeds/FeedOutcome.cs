namespace Fairlead.Networks.Feeds;

/// <summary>How it went to load a feed or to load it anew.</summary>
public enum FeedOutcome
{
    /// <summary>New content is in use.</summary>
    Loaded,

    /// <summary>The content in use is still what the source has.</summary>
    NotModified,

    /// <summary>There was content, and it is not used: not of the format, out of proportion, too large, or damaged on disk.</summary>
    Refused,

    /// <summary>The source gave no content: no connection, no answer in time, an error status, or an unreadable file.</summary>
    Unreachable,

    /// <summary>There is no such file, or no copy on disk yet.</summary>
    Missing,
}
