namespace Fairlead.Tests.Support;

/// <summary>A segment of an AS path: RFC 4271 section 4.3, RFC 5065 section 3.</summary>
internal sealed record PathSegment(int Type, uint[] Asns)
{
    public static PathSegment Set(params uint[] asns) => new(1, asns);

    public static PathSegment Sequence(params uint[] asns) => new(2, asns);

    public static PathSegment ConfederationSequence(params uint[] asns) => new(3, asns);

    public static PathSegment ConfederationSet(params uint[] asns) => new(4, asns);
}
