using System.Globalization;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary>What changed between two tables, as a person reviews it: the largest first, the small ones in a sum.</summary>
internal sealed class DiffText(TextWriter output, TableDiff diff, HolderNames names, bool all)
{
    private const int MostShown = 20; // a screen holds two such groups

    public void Write()
    {
        if (diff.Changes.Count == 0)
        {
            output.WriteLine("no change");
            return;
        }
        output.WriteLine("IPv4 in addresses, IPv6 in /48s; percent of what the provider, ASN or country had");
        foreach (var kind in diff.Groups.GroupBy(group => group.Group.Kind)) WriteKind(kind.Key, kind);
    }

    private void WriteKind(FactKind kind, IEnumerable<GroupChange> changes)
    {
        // Both families of one holder stand together, in the order of the one that comes first.
        var groups = changes.GroupBy(change => change.Group).ToList();
        var lines = new Dictionary<(Holder, bool), List<Change>>();
        foreach (var change in diff.Changes.Where(change => change.Kind == kind))
        {
            if (change.From is { } from) LinesOf(lines, from, change).Add(change);
            if (change.To is { } to && change.From?.IsOfGroup(to) != true) LinesOf(lines, to, change).Add(change);
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{HolderNames.KindsOf(kind)}: {groups.Count:N0} changed"));
        var shown = all ? groups.Count : Math.Min(groups.Count, MostShown);
        foreach (var group in groups.Take(shown))
        {
            output.WriteLine("  " + names.Of(group.Key));
            foreach (var family in group) WriteGroup(family, lines[(family.Group, family.IsIPv4)]);
        }
        if (shown < groups.Count) output.WriteLine($"  ... and {Sums(groups.Skip(shown).SelectMany(group => group).ToList(), groups.Count - shown)}; --all shows them");
    }

    private static List<Change> LinesOf(Dictionary<(Holder, bool), List<Change>> lines, Holder holder, Change change)
    {
        var key = (holder with { Region = null }, change.IsIPv4);
        if (!lines.TryGetValue(key, out var found)) lines.Add(key, found = []);
        return found;
    }

    private void WriteGroup(GroupChange group, List<Change> changes)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"    {Family(group.IsIPv4)} {Units(group.Before, group.IsIPv4)} -> {Units(group.After, group.IsIPv4)}, changed {Units(group.Changed, group.IsIPv4)} ({Percent(group.Percent)})"));
        var shown = all ? changes.Count : Math.Min(changes.Count, MostShown);
        foreach (var change in changes.Take(shown))
        {
            var (verb, what) = Told(group.Group, change);
            output.WriteLine($"      {verb,-5} {Units(change.Addresses, change.IsIPv4),15} {Percent(group.PercentOf(change.Addresses)),8}  {what}  {Prefixes(change)}");
        }
        if (shown == changes.Count) return;
        var rest = changes.Skip(shown).Aggregate(default(AddressCount), (sum, change) => sum + change.Addresses);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"      ... and {changes.Count - shown:N0} smaller: {Units(rest, group.IsIPv4)} ({Percent(group.PercentOf(rest))}); --all shows them"));
    }

    /// <summary>What a change is to the holder under whom it is told.</summary>
    private (string Verb, string What) Told(Holder group, Change change)
    {
        if (change.From is { } from && change.To is { } to && from.IsOfGroup(to)) return ("moved", $"{Region(from)} -> {Region(to)}");
        var (verb, own, other, word) = change.To is { } gained && gained.IsOfGroup(group)
            ? ("came", gained, change.From, "from")
            : ("went", change.From!.Value, change.To, "to");
        var otherName = other is { } known ? known.Region is null ? names.Of(known) : $"{names.Of(known)} {Region(known)}" : null;
        if (own.Kind != FactKind.Network) return (verb, $"{word} {otherName ?? "nobody"}");
        return (verb, otherName is null ? Region(own) : $"{Region(own)}, {word} {otherName}");
    }

    private static string Region(Holder holder) => holder.Region is { } region ? TerminalText.Of(region) : "no region";

    private static string Prefixes(Change change) => change.Prefixes == 1
        ? change.Largest.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{change.Largest} and {change.Prefixes - 1:N0} more");

    private static string Sums(List<GroupChange> rest, int holders)
    {
        var sums = rest.GroupBy(change => change.IsIPv4).OrderByDescending(family => family.Key)
            .Select(family => $"{Family(family.Key)} {Units(family.Aggregate(default(AddressCount), (sum, change) => sum + change.Changed), family.Key)}");
        return string.Create(CultureInfo.InvariantCulture, $"{holders:N0} more: {string.Join(", ", sums)}");
    }

    private static string Family(bool isIPv4) => isIPv4 ? "IPv4" : "IPv6";

    private static string Units(AddressCount count, bool isIPv4) => AmountText.Of(count, isIPv4);

    private static string Percent(double percent) => AmountText.Percent(percent);
}
