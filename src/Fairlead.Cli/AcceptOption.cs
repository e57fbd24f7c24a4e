using System.CommandLine;
using Fairlead.Policy.Loading;

namespace Fairlead.Cli;

/// <summary><c>--accept FEED</c>: what the guard refuses is taken once.</summary>
internal static class AcceptOption
{
    public static Option<string[]> Create() =>
        new("--accept") { Description = "Take this feed's next content even if it shrank or grew too much; once.", HelpName = "FEED" };

    /// <summary>Whether the policy has all the feeds that are named; if not, it is said.</summary>
    public static bool AreKnown(PolicyConfig config, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => config.Networks.Feeds.All(feed => feed.Name != name)) is not { } unknown) return true;
        Console.Error.WriteLine($"fairlead: --accept {unknown}: the policy has no feed of that name; it has {string.Join(", ", config.Networks.Feeds.Select(feed => feed.Name))}");
        return false;
    }
}
