namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>One condition: <c>&gt;=1.28.0</c>.</summary>
internal sealed record VersionComparator(VersionOperator Operator, TagVersion Version)
{
    public bool Holds(TagVersion version)
    {
        var order = version.CompareTo(Version);
        return Operator switch
        {
            VersionOperator.Less => order < 0,
            VersionOperator.LessOrEqual => order <= 0,
            VersionOperator.Equal => order == 0,
            VersionOperator.GreaterOrEqual => order >= 0,
            _ => order > 0,
        };
    }
}
