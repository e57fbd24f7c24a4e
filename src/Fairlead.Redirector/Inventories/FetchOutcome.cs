namespace Fairlead.Redirector.Inventories;

/// <summary>What came of asking for an inventory.</summary>
internal enum FetchOutcome
{
    /// <summary>A whole one.</summary>
    Loaded,

    /// <summary>It is the one that there is.</summary>
    NotModified,

    /// <summary>It could not be had.</summary>
    Unreachable,

    /// <summary>It is none that may be used.</summary>
    Refused,
}
