namespace Fairlead.SystemTests.Edges;

/// <summary>A request that a proxy answered otherwise than <c>serve</c>.</summary>
/// <param name="Request">The request.</param>
/// <param name="Expected">What <c>serve</c> says: status and Location.</param>
/// <param name="Actual">What the proxy says.</param>
internal sealed record EdgeDifference(EdgeRequest Request, string Expected, string Actual)
{
    public override string ToString() => $"{Request}\n    serve: {Expected}\n    proxy: {Actual}";
}
