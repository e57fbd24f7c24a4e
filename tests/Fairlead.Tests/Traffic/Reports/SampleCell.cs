using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Reports;

/// <summary>A cell by its names, and as many random ones as wanted.</summary>
internal sealed record SampleCell
{
    private static readonly int s_first = new DateOnly(1970, 1, 1).DayNumber;

    public DateOnly Day { get; init; } = new(2026, 10, 1);

    public string Backend { get; init; } = "mirror-paris";

    public string? Provider { get; init; } = "amazon";

    public string? Region { get; init; } = "eu-west-3";

    public uint Asn { get; init; } = 16509;

    public string? AsnName { get; init; }

    public string? Country { get; init; } = "FR";

    public ContentKind Kind { get; init; } = ContentKind.Blob;

    public int Status { get; init; } = 2;

    public string? Image { get; init; } = "team/app";

    public long Requests { get; init; } = 1;

    public long Bytes { get; init; }

    /// <summary>Registers: which, and their values.</summary>
    public IReadOnlyDictionary<int, int> Clients { get; init; } = new Dictionary<int, int>();

    /// <summary>The same in a table's numbers.</summary>
    public Cell In(CellNames names) => new(
        new CellKey(
            Day.DayNumber - s_first, names.Add(BackendOf(Backend)), names.Providers.Add(Provider ?? ""), names.Regions.Add(Region ?? ""), names.Asns.Add(Asn, AsnName),
            names.Countries.Add(Country ?? ""), Kind, Status, names.Images.Add(Image ?? "")),
        Requests, Bytes, Packed(Clients));

    /// <summary>What is known of a backend: the mirrors', and nothing of others.</summary>
    public static Backend BackendOf(string name) => name switch
    {
        "mirror-paris" => new(name, "amazon", "eu-west-3"),
        "mirror-oregon" => new(name, "amazon", "us-west-2"),
        "mirror-iowa" => new(name, "google", "us-central1"),
        _ => new(name, null, null),
    };

    /// <summary>Registers as cells have them.</summary>
    public static ushort[] Packed(IReadOnlyDictionary<int, int> registers) => [.. registers.OrderBy(one => one.Key).Select(one => (ushort)((one.Key << 6) | one.Value))];

    /// <summary>One of few names, so that many share some of theirs.</summary>
    public static SampleCell Random(Random random) => new()
    {
        Day = new DateOnly(2026, 9, 1).AddDays(random.Next(61)),
        Backend = Pick(random, "mirror-paris", "mirror-oregon", "mirror-iowa", "upstream.example.org", "nobody"),
        Provider = Pick(random, null, "amazon", "google", "other"),
        Region = Pick(random, null, "eu-west-3", "us-west-2", "us-central1"),
        Asn = Pick(random, 0u, 15169u, 16509u, 64500u),
        AsnName = Pick(random, null, "NAME"),
        Country = Pick(random, null, "FR", "US"),
        Kind = (ContentKind)random.Next(4),
        Status = random.Next(2, 6),
        Image = Pick(random, null, "team/app", "team/other", "other"),
        Requests = random.Next(1, 1000),
        Bytes = random.NextInt64(200L << 30),
        Clients = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(40)).Distinct().ToDictionary(index => index, _ => random.Next(1, 20)),
    };

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
