using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Review;

/// <summary>What one source says of one kind of facts, for every address: numbers of holders, 0 where it says nothing.</summary>
internal sealed record SourceStatements(string Source, FactKind Kind, AddressRuns<uint> V4, AddressRuns<UInt128> V6, int? PrefixesV4, int? PrefixesV6);
