using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Support;

/// <summary>
/// Request rule 9 word for word, over all statements that cover an address: slow and obviously right. Two ways to find those
/// statements: looking at every one, and by a dictionary of prefixes, which is fast enough for the real feeds.
/// </summary>
internal sealed class LookupOracle
{
    private readonly Func<IpAddress, IEnumerable<Statement>> _covering;
    private readonly Func<string, string?> _ownerOf;

    private LookupOracle(Func<IpAddress, IEnumerable<Statement>> covering, Func<string, string?>? ownerOf) =>
        (_covering, _ownerOf) = (covering, ownerOf ?? (network => network));

    public static LookupOracle Linear(IReadOnlyList<Statement> statements, Func<string, string?>? ownerOf = null) =>
        new(address => statements.Where(s => s.Prefix.Contains(address)), ownerOf);

    public static LookupOracle ByPrefix(IReadOnlyList<Statement> statements, Func<string, string?>? ownerOf = null)
    {
        var byPrefix = statements.ToLookup(s => s.Prefix);
        var lengths = statements.Select(s => (s.Prefix.IsIPv4, s.Prefix.Length)).Distinct().ToLookup(l => l.IsIPv4, l => l.Length);
        return new(address => lengths[address.IsIPv4].SelectMany(length => byPrefix[IpPrefix.Of(address, length)]), ownerOf);
    }

    public OriginFacts Find(IpAddress address)
    {
        var answers = _covering(address)
            .GroupBy(s => s.Trust)
            .OrderBy(level => level.Key)
            .Select(AnswerOf)
            .ToList();
        if (answers.Count == 0) return OriginFacts.None;

        // The most trusted level wins; but a region-less fact doesn't hide a regional one of the same owner that is nested in it.
        var best = answers[0];
        if (best.Region is null)
        {
            best = answers.FirstOrDefault(a => a.Region is not null && SameOwner(a, best) && best.Prefix.Contains(a.Prefix)) ?? best;
        }
        return new OriginFacts
        {
            Network = best.Network,
            Region = best.Region,
            Source = best.Source,
            PrefixLength = (byte)best.Prefix.Length,
        };
    }

    /// <summary>In one level: the longest; of equals the first; but not a region-less one where its owner also names the region.</summary>
    private Statement AnswerOf(IEnumerable<Statement> level)
    {
        var longest = level.GroupBy(s => s.Prefix.Length).MaxBy(equals => equals.Key)!.OrderBy(s => s.Order).ToList();
        var first = longest[0];
        return first.Region is null ? longest.FirstOrDefault(s => s.Region is not null && SameOwner(s, first)) ?? first : first;
    }

    private bool SameOwner(Statement a, Statement b) => (_ownerOf(a.Network) ?? a.Network) == (_ownerOf(b.Network) ?? b.Network);
}
