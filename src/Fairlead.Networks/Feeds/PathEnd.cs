namespace Fairlead.Networks.Feeds;

/// <summary>How an AS path ends, which is where its route comes from.</summary>
internal enum PathEnd
{
    /// <summary>There is no path at all.</summary>
    Missing,

    /// <summary>In nothing: the path is empty, and the route is of the peer's own AS.</summary>
    Empty,

    /// <summary>In one AS, the origin.</summary>
    As,

    /// <summary>In an unordered set of several, any of which may be the origin.</summary>
    Set,

    /// <summary>Within a confederation: the AS that the world sees is not in the path.</summary>
    Confederation,
}
