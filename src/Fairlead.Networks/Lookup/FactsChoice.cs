namespace Fairlead.Networks.Lookup;

/// <summary>
/// From what each list says of an address, in the order of <see cref="TrustLevels"/> and once more for every table that was added
/// whole, to what is known of it.
/// </summary>
internal sealed class FactsChoice(Precedence precedence, FactsTableBuilder facts)
{
    /// <summary>Index of the facts.</summary>
    public int IndexOf(ReadOnlySpan<int> values)
    {
        Span<int> best = stackalloc int[TrustLevels.Lists];
        values[..TrustLevels.Lists].CopyTo(best);
        for (var from = TrustLevels.Lists; from < values.Length; from += TrustLevels.Lists)
        {
            for (var i = 0; i < best.Length; i++) best[i] = Longer(best[i], values[from + i], isNetwork: i < TrustLevels.Asns);
        }

        var country = 0;
        foreach (var match in best[(TrustLevels.Asns + 1)..])
        {
            if (country == 0) country = match;
        }
        return facts.IndexOf(new FactsRow(precedence.Choose(best[..TrustLevels.Asns]), best[TrustLevels.Asns], country));
    }

    /// <summary>Of two matches of one kind and trust, that of the longer prefix; of equal prefixes, as within one list.</summary>
    private int Longer(int first, int second, bool isNetwork)
    {
        if (second == 0 || first == 0) return first | second;
        var (a, b) = (PrefixMatch.Unpack(first), PrefixMatch.Unpack(second));
        if (a.Length != b.Length) return a.Length > b.Length ? first : second;
        return isNetwork && precedence.Preferred(a.Claim, b.Claim) == b.Claim ? second : first;
    }
}
