namespace Fairlead.Edges.Envoy.Filter;

/// <summary>A text or a list in a filter's configuration.</summary>
/// <param name="Offset">Where it begins, from the configuration's first byte; 0: there is none.</param>
/// <param name="Count">Its bytes, or its entries.</param>
internal readonly record struct FilterSlice(int Offset, int Count);
