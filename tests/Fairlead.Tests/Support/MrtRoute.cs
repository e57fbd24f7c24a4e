namespace Fairlead.Tests.Support;

/// <summary>What one peer says of a prefix.</summary>
/// <param name="Peer">Its place in the table of peers.</param>
/// <param name="Attributes">The path attributes, as <see cref="BgpAttributes"/> makes them.</param>
/// <param name="PathId">Which of the peer's paths it is, where it sends several.</param>
internal sealed record MrtRoute(int Peer, byte[] Attributes, uint? PathId = null)
{
    /// <summary>A route along these ASNs, the origin last.</summary>
    public static MrtRoute Along(int peer, params uint[] asns) => new(peer, BgpAttributes.Usual(PathSegment.Sequence(asns)));

    /// <summary>A route along these segments.</summary>
    public static MrtRoute Along(int peer, params PathSegment[] segments) => new(peer, BgpAttributes.Usual(segments));
}
