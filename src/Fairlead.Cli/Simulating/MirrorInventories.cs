using Fairlead.Cli.Reporting;
using Fairlead.Formats.Inventories;

namespace Fairlead.Cli.Simulating;

/// <summary>The inventories of a simulation: each tells images and sizes of blobs, and one that is given as <c>MIRROR=FILE</c> also what that mirror holds.</summary>
/// <param name="All">In the command line's order.</param>
/// <param name="OfMirrors">By the mirror's name.</param>
internal sealed record MirrorInventories(IReadOnlyList<Inventory> All, IReadOnlyDictionary<string, Inventory> OfMirrors)
{
    /// <summary>Reads them; null, and said why, when one can't be used.</summary>
    /// <param name="values">Of <c>--inventory</c>.</param>
    /// <param name="mirrors">What mirrors there are.</param>
    public static MirrorInventories? Read(IEnumerable<string> values, IReadOnlyCollection<string> mirrors)
    {
        var all = new List<Inventory>();
        var ofMirrors = new Dictionary<string, Inventory>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var (mirror, file) = Split(value, mirrors);
            if (mirror is null && !File.Exists(file) && file.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                Console.Error.WriteLine(TerminalText.Of($"fairlead: --inventory: neither policy has a mirror '{file[..equals]}'; there are {string.Join(", ", mirrors.Order(StringComparer.Ordinal))}"));
                return null;
            }
            if (LogRequest.ReadInventory(file) is not { } inventory) return null;
            all.Add(inventory);
            if (mirror is null || ofMirrors.TryAdd(mirror, inventory)) continue;
            Console.Error.WriteLine(TerminalText.Of($"fairlead: --inventory: {mirror} has two: give each mirror one"));
            return null;
        }
        return new MirrorInventories(all, ofMirrors);
    }

    /// <summary>The file of a value.</summary>
    public static string FileOf(string value, IReadOnlyCollection<string> mirrors) => Split(value, mirrors).File;

    /// <summary>A file's name may have an equals sign in it: what stands before one is a mirror only where there is such a mirror.</summary>
    private static (string? Mirror, string File) Split(string value, IReadOnlyCollection<string> mirrors)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && mirrors.Contains(value[..equals]) ? (value[..equals], value[(equals + 1)..]) : (null, value);
    }
}
