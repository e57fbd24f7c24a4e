namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>Which tags of a repository are wanted.</summary>
public sealed record TagFilter
{
    /// <summary>All of them.</summary>
    public static TagFilter All { get; } = new();

    /// <summary>Whether this tag is.</summary>
    public bool Allows(string tag) => throw new NotImplementedException(tag);
}
