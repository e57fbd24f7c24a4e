using System.Buffers;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Removes from a <see cref="ManifestCache"/> what a crash left unfinished, and what was of no use to any run in a long time. Only files that are
/// named as the cache names its own: the folder may be one that somebody named by mistake.
/// </summary>
internal static class ManifestCacheSweep
{
    /// <summary>What files end in until they are whole.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Unfinished for longer than this, it will never be whole.</summary>
    public static readonly TimeSpan UnfinishedAge = TimeSpan.FromDays(1);

    /// <summary>What no run has asked for in this time.</summary>
    public static readonly TimeSpan UnusedAge = TimeSpan.FromDays(90);

    // Its time is that of the last sweep: to look at all files takes seconds where there are hundreds of thousands.
    private const string Mark = "swept";
    private const int HexLength = 64;

    private static readonly TimeSpan s_interval = TimeSpan.FromDays(1);
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Sweeps, unless somebody has within a day.</summary>
    public static void Run(string folder, DateTimeOffset now)
    {
        try
        {
            var mark = new FileInfo(Path.Combine(folder, Mark));
            if (!Directory.Exists(folder) || (mark.Exists && now - mark.LastWriteTimeUtc < s_interval)) return;
            using (mark.Create())
            {
                // First, so that others who begin now don't do the same.
            }
            mark.LastWriteTimeUtc = now.UtcDateTime;
            foreach (var part in Directory.EnumerateDirectories(folder).Where(part => IsHex(Path.GetFileName(part), 2))) SweepPart(new DirectoryInfo(part), now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else is sweeping, or nothing can be written here: another time.
        }
    }

    private static void SweepPart(DirectoryInfo part, DateTimeOffset now)
    {
        foreach (var file in part.EnumerateFiles())
        {
            if (file.Name.Length < HexLength || !IsHex(file.Name.AsSpan(0, HexLength), HexLength)) continue;
            var isUnfinished = file.Name.EndsWith(Unfinished, StringComparison.Ordinal);
            if (!isUnfinished && file.Name.Length > HexLength) continue;
            if (now - file.LastWriteTimeUtc > (isUnfinished ? UnfinishedAge : UnusedAge)) file.Delete();
        }
    }

    private static bool IsHex(ReadOnlySpan<char> name, int length) => name.Length == length && !name.ContainsAnyExcept(s_hex);
}
