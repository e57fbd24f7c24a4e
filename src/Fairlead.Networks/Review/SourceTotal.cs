namespace Fairlead.Networks.Review;

/// <summary>How much one source says of one kind of facts.</summary>
/// <param name="Source">The source.</param>
/// <param name="Kind">The kind.</param>
/// <param name="PrefixesV4">Distinct IPv4 prefixes; null where only the outcome is known, as in a snapshot.</param>
/// <param name="PrefixesV6">Distinct IPv6 prefixes, likewise.</param>
/// <param name="V4">IPv4 addresses in them, each counted once.</param>
/// <param name="V6">IPv6 addresses in them.</param>
public sealed record SourceTotal(string Source, FactKind Kind, int? PrefixesV4, int? PrefixesV6, AddressCount V4, AddressCount V6);
