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

    /// <summary>Kinds of facts combine; each is found for itself.</summary>
    public OriginFacts Find(IpAddress address)
    {
        var covering = _covering(address).ToList();
        var network = NetworkOf(covering.Where(s => s.Network is not null));
        var asn = First(covering.Where(s => s.Asn != 0));
        var country = First(covering.Where(s => !s.Country.IsNone));
        return new OriginFacts
        {
            Network = network?.Network,
            Region = network?.Region,
            Source = network?.Source,
            PrefixLength = (byte)(network?.Prefix.Length ?? 0),
            Asn = asn?.Asn ?? 0,
            AsnSource = asn?.Source,
            AsnPrefixLength = (byte)(asn?.Prefix.Length ?? 0),
            Country = country?.Country.ToString(),
            CountrySource = country?.Source,
            CountryPrefixLength = (byte)(country?.Prefix.Length ?? 0),
        };
    }

    private Statement? NetworkOf(IEnumerable<Statement> covering)
    {
        var answers = covering
            .GroupBy(s => s.Trust)
            .OrderBy(level => level.Key)
            .Select(AnswerOf)
            .ToList();
        if (answers.Count == 0) return null;

        // The most trusted level wins; but a region-less fact doesn't hide a regional one of the same owner that is nested in it.
        var best = answers[0];
        if (best.Region is not null) return best;
        return answers.FirstOrDefault(a => a.Region is not null && SameOwner(a, best) && best.Prefix.Contains(a.Prefix)) ?? best;
    }

    /// <summary>The most trusted, of those the longest, of those the first.</summary>
    private static Statement? First(IEnumerable<Statement> covering) =>
        covering.OrderBy(s => s.Trust).ThenByDescending(s => s.Prefix.Length).ThenBy(s => s.Order).FirstOrDefault();

    /// <summary>In one level: the longest; of equals the first; but not a region-less one where its owner also names the region.</summary>
    private Statement AnswerOf(IEnumerable<Statement> level)
    {
        var longest = level.GroupBy(s => s.Prefix.Length).MaxBy(equals => equals.Key)!.OrderBy(s => s.Order).ToList();
        var first = longest[0];
        return first.Region is null ? longest.FirstOrDefault(s => s.Region is not null && SameOwner(s, first)) ?? first : first;
    }

    private bool SameOwner(Statement a, Statement b) => (_ownerOf(a.Network!) ?? a.Network) == (_ownerOf(b.Network!) ?? b.Network);
}
