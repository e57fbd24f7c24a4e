using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>Small MRT files, and what is read of them as text.</summary>
internal static class MrtSamples
{
    public static readonly FeedSource Source = new("bgp", "mrt", "bgp", null, "/feed", null);

    /// <summary>A file with all that is read: peers, both families, paths with and without identifiers, and other records.</summary>
    public static byte[] Everything() => MrtWriter.File(mrt => mrt
        .Peers(3333, 400_001, 12654)
        .Rib("193.0.0.0/21", MrtRoute.Along(0, 3333), MrtRoute.Along(1, 400_001, 1299, 3333), MrtRoute.Along(2, 12654, 7018))
        .Record(16, 4, [1, 2, 3])
        .Rib("84.205.64.0/24", MrtRoute.Along(2, Array.Empty<PathSegment>()))
        .Rib("2a00:1450:4000::/37", MrtRoute.Along(1, PathSegment.ConfederationSequence(64512), PathSegment.Sequence(5), PathSegment.Set(15169)))
        .Rib("8.8.8.0/24", MrtRoute.Along(0, 1, 15169) with { PathId = 1 }, MrtRoute.Along(0, 2, 15169) with { PathId = 2 })
        .Rib("2a00::/12", MrtRoute.Along(0, 3, 64512) with { PathId = 1 }, MrtRoute.Along(1, 3, 15169) with { PathId = 1 }));

    public static FeedContent Parse(Action<MrtWriter> write) => Parse(MrtWriter.File(write));

    public static FeedContent Parse(byte[] file) => MrtFeed.Parse(new MemoryStream(file), Source);

    /// <summary>What is said of a file that is refused.</summary>
    public static string Refusal(byte[] file) => Should.Throw<FeedFormatException>(() => Parse(file)).Message;

    /// <inheritdoc cref="Refusal(byte[])"/>
    public static string Refusal(Action<MrtWriter> write) => Refusal(MrtWriter.File(write));

    /// <summary>Its ASNs as <c>prefix asn</c>, IPv4 first.</summary>
    public static IEnumerable<string> Text(FeedContent content)
    {
        foreach (var one in content.Asns.V4.ToArray()) yield return $"{IpPrefix.Of(IpAddress.V4(one.First), one.Length)} {one.Number}";
        foreach (var one in content.Asns.V6.ToArray()) yield return $"{IpPrefix.Of(IpAddress.V6(one.First), one.Length)} {one.Number}";
    }

    /// <summary>What was left out, as <c>reason count</c>, by reason.</summary>
    public static IEnumerable<string> Dropped(FeedContent content) =>
        content.Dropped.Select(drop => $"{drop.Key} {drop.Value}").Order(StringComparer.Ordinal);
}
