namespace Fairlead.Networks.Lookup;

/// <summary>That one source, so far believed, says some prefixes are in a country.</summary>
internal readonly record struct CountryClaim(CountryCode Country, string Source, Trust Trust);
