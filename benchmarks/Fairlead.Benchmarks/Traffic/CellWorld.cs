using Fairlead.Traffic.Cells;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Cells such as a month's traffic has.</summary>
internal static class CellWorld
{
    /// <summary>The key of a cell; each number has its own.</summary>
    public static CellKey KeyOf(int cell) => new(
        20_000 + (cell % 30),
        cell / 30 % 5,
        cell / 150 % 6,
        cell / 900 % 10,
        cell / 9_000 % 4_000,
        cell % 200,
        ContentKind.Blob,
        2,
        cell % 997);

    /// <summary>Names for as many numbers as these keys have.</summary>
    public static CellNames Names()
    {
        var names = new CellNames();
        for (var i = 1; i < 5; i++) names.Add(new Backend($"backend-{i}", "amazon", "eu-west-1"));
        for (var i = 1; i < 6; i++) names.Providers.Add($"provider-{i}");
        for (var i = 1; i < 10; i++) names.Regions.Add($"region-{i}");
        for (var i = 1; i < 4_000; i++) names.Asns.Add((uint)i * 7, $"AS {i}");
        for (var i = 1; i < 200; i++) names.Countries.Add($"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}");
        for (var i = 1; i < 997; i++) names.Images.Add($"images/some-image-{i}");
        return names;
    }
}
