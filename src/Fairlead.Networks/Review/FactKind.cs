namespace Fairlead.Networks.Review;

/// <summary>What a fact tells of an address. Kinds are independent: each is reviewed for itself.</summary>
public enum FactKind
{
    /// <summary>Whose network it is in, and in which region.</summary>
    Network,

    /// <summary>Which autonomous system originates it.</summary>
    Asn,

    /// <summary>Which country it is in.</summary>
    Country,
}
