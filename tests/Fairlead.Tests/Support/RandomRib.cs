using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Support;

/// <summary>
/// A routing table as a collector sees it: a sixth IPv6, paths of two to six ASNs, attributes of the usual kinds and sizes, and about one
/// prefix in fifty that two ASNs originate.
/// </summary>
internal static class RandomRib
{
    /// <summary>A prefix with what every peer says of it.</summary>
    public sealed record Entry(IpPrefix Prefix, MrtRoute[] Routes, uint[] Origins);

    private const int MultiExitDisc = 4;
    private const int Aggregator = 7;
    private const int Communities = 8;
    private const int MpReachNlri = 14;
    private const int LargeCommunities = 32;

    /// <summary>Distinct prefixes, each with a route of every peer; the same ones for the same seed.</summary>
    public static IEnumerable<Entry> Entries(int seed, int prefixes, int peers)
    {
        var random = new Random(seed);
        var attributes = new NetworkBytes();
        for (var i = 0; i < prefixes; i++)
        {
            var prefix = i % 6 == 5
                ? IpPrefix.Of(IpAddress.V6(((UInt128)0x2a00 << 112) + ((UInt128)i << 80)), 48)
                : IpPrefix.Of(IpAddress.V4((16u << 24) + ((uint)i << 8)), 24);
            uint first = Asn(random), second = random.Next(50) == 0 ? Asn(random) : first;
            var routes = new MrtRoute[peers];
            var origins = new uint[peers];
            for (var peer = 0; peer < peers; peer++)
            {
                origins[peer] = random.Next(2) == 0 ? first : second;
                attributes.Clear();
                AddAttributes(attributes, prefix.IsIPv4, origins[peer], random);
                routes[peer] = new MrtRoute(peer, attributes.ToArray());
            }
            yield return new Entry(prefix, routes, origins);
        }
    }

    /// <summary>Writes them, with their table of peers before them.</summary>
    public static void Write(MrtWriter to, IEnumerable<Entry> entries, int peers)
    {
        to.Peers([.. Enumerable.Range(1, peers).Select(asn => (uint)asn)]);
        foreach (var (prefix, routes, _) in entries) to.Rib(prefix, routes);
    }

    // Ordinary ones, of two bytes and of four.
    private static uint Asn(Random random) => (uint)(random.Next(3) == 0 ? random.Next(196_608, 400_000) : random.Next(1, 23_456));

    private static void AddAttributes(NetworkBytes to, bool isIPv4, uint origin, Random random)
    {
        BgpAttributes.Add(to, BgpAttributes.Origin, [0]);
        var path = new uint[random.Next(2, 7)];
        for (var i = 0; i < path.Length; i++) path[i] = Asn(random);
        path[^1] = origin;
        BgpAttributes.AddPath(to, PathSegment.Sequence(path));
        if (isIPv4) AddNoise(to, BgpAttributes.NextHop, 4, random);
        if (random.Next(3) == 0) AddNoise(to, MultiExitDisc, 4, random);
        if (random.Next(12) == 0) AddNoise(to, Aggregator, 8, random);
        if (random.Next(5) > 0) AddNoise(to, Communities, 4 * random.Next(1, 12), random);
        if (!isIPv4) AddNoise(to, MpReachNlri, 17, random);
        if (random.Next(5) == 0) AddNoise(to, LargeCommunities, 12 * random.Next(1, 4), random);
    }

    private static void AddNoise(NetworkBytes to, int type, int length, Random random)
    {
        Span<byte> value = stackalloc byte[length];
        random.NextBytes(value);
        BgpAttributes.Add(to, type, value);
    }
}
