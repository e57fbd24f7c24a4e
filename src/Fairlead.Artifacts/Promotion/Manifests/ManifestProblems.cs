namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>What is wrong with all manifests of one reading, within bounds.</summary>
internal static class ManifestProblems
{
    /// <summary>Problems at the most, of all files together.</summary>
    public const int Max = 10_000;

    /// <summary>What a reader finds; where that is no error, also what the command line replaces and no manifest names.</summary>
    /// <param name="path">What the user named: a folder or a file.</param>
    /// <param name="map">Other names in the place of those that the manifests have.</param>
    /// <param name="read">Reads them.</param>
    public static IReadOnlyList<PromotionProblem> Collect(string path, NameMap map, Action<MappedNames, List<PromotionProblem>> read)
    {
        var (names, problems) = (new MappedNames(map), new List<PromotionProblem>());
        try
        {
            read(names, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new PromotionProblem(new FilePlace(path, 0, 0), e.Message));
        }
        if (problems.TrueForAll(problem => problem.IsWarning)) problems.AddRange(names.Unmatched(path)); // else what couldn't be read may have the name
        if (problems.Count > Max)
        {
            problems.RemoveRange(Max, problems.Count - Max);
            problems.Add(new PromotionProblem(new FilePlace(path, 0, 0), $"more than {Max} problems: not all of them are listed"));
        }
        return problems;
    }
}
