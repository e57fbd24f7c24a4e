namespace Fairlead.Traffic.Simulation;

/// <summary>Clients that neither result nor prices tell apart. There is one instance of each.</summary>
/// <param name="provider">Who pays for them; null: nobody known.</param>
/// <param name="region">Where they are; null when not known.</param>
/// <param name="country">Likewise.</param>
internal sealed class Audience(string? provider, string? region, string? country)
{
    /// <summary>Clients whose own audience found no room.</summary>
    public static Audience Other { get; } = new(Cells.CellNames.Other, null, null);

    /// <summary>Who pays for them.</summary>
    public string? Provider => provider;

    /// <summary>Where they are.</summary>
    public string? Region => region;

    /// <summary>Their country.</summary>
    public string? Country => country;
}
