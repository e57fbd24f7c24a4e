using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Inventories;
using Fairlead.Traffic.Attribution;

namespace Fairlead.Cli.Reporting;

/// <summary>Which logs are to be read, and what is known of what they say.</summary>
internal sealed record LogRequest
{
    /// <summary>Where they are; one at least.</summary>
    public required IReadOnlyList<LogPlace> Places { get; init; }

    /// <summary>Their format; null: each log's content tells.</summary>
    public string? Format { get; init; }

    /// <summary>Inventory files.</summary>
    public IReadOnlyList<string> Inventories { get; init; } = [];

    /// <summary>Who served what a log doesn't say it of.</summary>
    public string? Backend { get; init; }

    /// <summary>Which of the logs; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Looks for the logs; null, and said why, when they are not as the command line says. To be disposed of.</summary>
    /// <param name="others">Files that are for something else: outputs, salts.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">A folder or a bucket can't be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public async Task<LogCollection?> FindAsync(IEnumerable<string?> others, CancellationToken cancel)
    {
        var isGood = false;
        var found = new LogCollection(Shard, others.Concat(Inventories).OfType<string>().Select(PathPlace.Identity).ToHashSet(StringComparer.Ordinal));
        try
        {
            foreach (var place in Places) await place.FindAsync(found, cancel).ConfigureAwait(false);
            foreach (var line in found.Notes.Concat(found.Problems)) await Console.Error.WriteLineAsync(TerminalText.Of("fairlead: " + line)).ConfigureAwait(false);
            isGood = found.Problems.Count == 0;
            return isGood ? found : null;
        }
        finally
        {
            if (!isGood) await found.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What the inventories say; null, and said why, when one can't be used.</summary>
    public ContentBook? ReadContent()
    {
        var read = new List<Inventory>();
        foreach (var path in Inventories)
        {
            if (ReadInventory(path) is not { } inventory) return null;
            read.Add(inventory);
        }
        return new ContentBook(read);
    }

    /// <summary>One inventory; null, and said why, when it can't be used.</summary>
    public static Inventory? ReadInventory(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return InventoryFile.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InventoryFormatException)
        {
            Console.Error.WriteLine(TerminalText.Of($"fairlead: {path}: {FileProblem.Of(e)}"));
            return null;
        }
    }
}
