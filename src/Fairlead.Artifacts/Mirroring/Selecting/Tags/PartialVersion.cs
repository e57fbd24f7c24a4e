namespace Fairlead.Artifacts.Mirroring.Selecting.Tags;

/// <summary>A version as ranges have it: <c>1</c>, <c>1.x</c>, <c>1.2.3-rc.1</c>; -1 stands for a number that isn't said.</summary>
internal readonly record struct PartialVersion(long Major, long Minor, long Patch, string Prerelease)
{
    /// <summary>The lowest version that it covers. Only of a whole one with a prerelease is this a prerelease.</summary>
    public TagVersion Lowest => new(Math.Max(Major, 0), Math.Max(Minor, 0), Math.Max(Patch, 0), Prerelease);

    /// <summary>Whether all three numbers are said.</summary>
    public bool IsWhole => Patch >= 0;

    /// <summary>Whether it covers every version.</summary>
    public bool IsAny => Major < 0;

    /// <summary>The first release behind those that it covers.</summary>
    public TagVersion Next => IsWhole ? Release(Major, Minor, Patch + 1) : Minor >= 0 ? Release(Major, Minor + 1, 0) : Release(Major + 1, 0, 0);

    /// <summary>Behind what <c>~</c> allows: other patches where a minor number is said, else other minors.</summary>
    public TagVersion NextOfTilde => Minor >= 0 ? Release(Major, Minor + 1, 0) : Release(Major + 1, 0, 0);

    /// <summary>Behind what <c>^</c> allows: whatever leaves the first number that isn't 0.</summary>
    public TagVersion NextOfCaret => Major > 0 || Minor < 0 ? Release(Major + 1, 0, 0) : Minor > 0 || Patch < 0 ? Release(0, Minor + 1, 0) : Release(0, 0, Patch + 1);

    // Prereleases of the bound are out by its own order: 2.0.0-0 comes before all of them, as npm writes it.
    private static TagVersion Release(long major, long minor, long patch) => new(major, minor, patch, "0");
}
