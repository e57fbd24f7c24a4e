namespace Fairlead.Traffic.Pricing;

/// <summary>The most that all traffic may cost: more is a wrong price, or a wrong log, and <see cref="Money"/> has no room for it.</summary>
internal static class CostLimit
{
    private const decimal Most = 1_000_000_000_000;

    /// <summary>Holds a cost to it.</summary>
    /// <exception cref="InvalidDataException">It is more.</exception>
    public static void Check(decimal cost, PriceBook? book)
    {
        if (cost > Most) throw new InvalidDataException($"all of it would cost more than {Most:N0} {book?.Currency}: look for a price that is wrong");
    }
}
