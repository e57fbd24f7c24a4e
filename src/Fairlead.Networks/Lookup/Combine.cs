namespace Fairlead.Networks.Lookup;

/// <summary>What several lists together say of an address, from what each says of it, in the lists' order.</summary>
internal delegate int Combine(ReadOnlySpan<int> values);
