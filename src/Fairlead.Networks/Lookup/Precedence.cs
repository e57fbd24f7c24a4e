namespace Fairlead.Networks.Lookup;

/// <summary>Which of the trust levels' answers for an address counts (request rule 9).</summary>
internal sealed class Precedence(ClaimList claims)
{
    /// <summary>
    /// The answer of the most trusted level that has one; but where that answer knows no region, the first less trusted
    /// answer that does counts whole, if it is of the same owner and its prefix lies in the region-less one or is equal to it.
    /// </summary>
    /// <param name="answers">Packed <see cref="PrefixMatch"/>es for one address, the most trusted level first.</param>
    public int Choose(ReadOnlySpan<int> answers)
    {
        var best = default(PrefixMatch);
        foreach (var packed in answers)
        {
            var answer = PrefixMatch.Unpack(packed);
            if (answer.IsNone) continue;
            if (best.IsNone)
            {
                best = answer;
                if (claims[best.Claim].Region is not null) break;
            }
            else if (RefinesRegion(best, answer))
            {
                return packed;
            }
        }
        return best.Packed;
    }

    /// <summary>Of two claims of one prefix in one level: the first, unless only the second knows the owner's region.</summary>
    public int Preferred(int first, int second) =>
        claims[first].Region is null && claims[second].Region is not null && claims[first].Owner == claims[second].Owner ? second : first;

    // Both hold the same address, so the longer one lies in the other.
    private bool RefinesRegion(PrefixMatch regionless, PrefixMatch other) =>
        other.Length >= regionless.Length
        && claims[other.Claim].Region is not null
        && claims[other.Claim].Owner == claims[regionless.Claim].Owner;
}
