using System.Numerics;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>
/// What changed from one table to another, in addresses: whose they were and whose they are, for each kind of facts and each family.
/// Which source said so, and by which prefix, makes no difference. Immutable.
/// </summary>
public sealed class TableDiff
{
    private TableDiff(IReadOnlyList<Change> changes, IReadOnlyList<GroupChange> groups, IReadOnlyList<GroupChange> kinds) =>
        (Changes, Groups, Kinds) = (changes, groups, kinds);

    /// <summary>Every change: by kind, IPv4 first, the largest first.</summary>
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Everybody of whom something changed, in the same order.</summary>
    public IReadOnlyList<GroupChange> Groups { get; }

    /// <summary>For each kind and family of which something changed, all addresses of which anything is known: a group without a name.</summary>
    public IReadOnlyList<GroupChange> Kinds { get; }

    /// <summary>Compares two tables; takes time and memory in line with their runs.</summary>
    public static TableDiff Between(NetworkTable before, NetworkTable after)
    {
        var changes = new List<Change>();
        var groups = new List<GroupChange>();
        var kinds = new List<GroupChange>();
        var (v4Before, v4After, v6Before, v6After) = (before.V4.ToRuns(), after.V4.ToRuns(), before.V6.ToRuns(), after.V6.ToRuns());
        foreach (var kind in Enum.GetValues<FactKind>())
        {
            var holders = new HolderList();
            var (holderBefore, holderAfter) = (holders.OfRows(before.Facts, kind), holders.OfRows(after.Facts, kind));
            Sweep(v4Before, v4After);
            Sweep(v6Before, v6After);

            void Sweep<T>(AddressRuns<T> runsBefore, AddressRuns<T> runsAfter)
                where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>, IUnsignedNumber<T>
            {
                var sweep = new DiffSweep<T>(holders, holderBefore, holderAfter);
                sweep.Run(runsBefore, runsAfter);
                var found = sweep.Changes().ToArray();
                if (found.Length == 0) return;
                changes.AddRange(found.OrderByDescending(change => change.Addresses.Addresses).ThenBy(change => change.Largest));
                groups.AddRange(GroupsOf(found, holders, sweep.Before, sweep.After, typeof(T) == typeof(uint)));
                kinds.Add(Whole(kind, found, sweep.Before, sweep.After, typeof(T) == typeof(uint)));
            }
        }
        return new(changes, groups, kinds);
    }

    /// <summary>
    /// What changed by more than this many percent. A provider counts for itself; autonomous systems and countries all together, since
    /// small ones come and go every day.
    /// </summary>
    public IEnumerable<GroupChange> Above(double percent) =>
        Groups.Where(group => group.Group.Kind == FactKind.Network).Concat(Kinds.Where(kind => kind.Group.Kind != FactKind.Network))
            .Where(change => change.Percent > percent);

    private static IEnumerable<GroupChange> GroupsOf(
        Change[] changes, HolderList holders, ReadOnlySpan<AddressCount> before, ReadOnlySpan<AddressCount> after, bool isIPv4)
    {
        var changed = new Dictionary<Holder, AddressCount>();
        foreach (var change in changes)
        {
            if (change.From is { } from) Add(changed, from, change.Addresses);
            if (change.To is { } to && change.From?.IsOfGroup(to) != true) Add(changed, to, change.Addresses);
        }
        var (had, has) = (new Dictionary<Holder, AddressCount>(), new Dictionary<Holder, AddressCount>());
        for (var i = 1; i < holders.Count; i++)
        {
            Add(had, holders[i], before[i]);
            Add(has, holders[i], after[i]);
        }
        return changed.Select(group => new GroupChange(group.Key, isIPv4, had[group.Key], has[group.Key], group.Value))
            .OrderByDescending(group => group.Changed.Addresses).ThenBy(group => group.Group.Name, StringComparer.Ordinal);

        static void Add(Dictionary<Holder, AddressCount> to, Holder holder, AddressCount count)
        {
            var group = holder with { Region = null };
            to[group] = to.GetValueOrDefault(group) + count;
        }
    }

    private static GroupChange Whole(FactKind kind, Change[] changes, ReadOnlySpan<AddressCount> before, ReadOnlySpan<AddressCount> after, bool isIPv4) =>
        new(new Holder(kind, "", null, 0), isIPv4, Sum(before[1..]), Sum(after[1..]), Sum(Array.ConvertAll(changes, change => change.Addresses)));

    private static AddressCount Sum(ReadOnlySpan<AddressCount> counts)
    {
        var sum = default(AddressCount);
        foreach (var count in counts) sum += count;
        return sum;
    }
}
