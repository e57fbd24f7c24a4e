using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>presence</c>; its defaults are those of the design.</summary>
internal static class PresenceReader
{
    private static readonly PresenceConfig Default = new(
        Timeout: TimeSpan.FromSeconds(2),
        Candidates: 3,
        Present: TimeSpan.FromHours(24),
        Absent: TimeSpan.FromSeconds(60),
        Entries: 1_000_000,
        HeadsPerSecond: 200);

    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    /// <summary>Reads it within bounds that keep memory, waiting and load on mirrors within reason.</summary>
    public static PresenceConfig Read(MapReader? map) => map is null ? Default : new PresenceConfig(
        map.Duration("timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30)) ?? Default.Timeout,
        map.Int("candidates", 1, 16) ?? Default.Candidates,
        map.Duration("present", MinAge, MaxAge) ?? Default.Present,
        map.Duration("absent", MinAge, MaxAge) ?? Default.Absent,
        map.Int("entries", 1_000, 16_000_000) ?? Default.Entries,
        map.Int("headsPerSecond", 1, 100_000) ?? Default.HeadsPerSecond)
    {
        InventoryMaxAge = map.Duration("inventoryMaxAge", TimeSpan.FromMinutes(1), MaxAge) ?? Default.InventoryMaxAge,
        InventoryRefresh = map.Duration("inventoryRefresh", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)) ?? Default.InventoryRefresh,
    };
}
