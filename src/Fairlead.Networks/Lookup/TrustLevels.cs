namespace Fairlead.Networks.Lookup;

/// <summary>How the lists that are merged stand in a row: a list of networks for each trust, one of ASNs, one of countries for each trust.</summary>
internal static class TrustLevels
{
    /// <summary>How many levels of trust there are.</summary>
    public const int Count = 1 + (int)Trust.AsnData;

    /// <summary>Where the list of ASNs stands.</summary>
    public const int Asns = Count;

    /// <summary>How many lists there are.</summary>
    public const int Lists = Count + 1 + Count;
}
