namespace Fairlead.Formats.Yaml;

/// <summary>Problems up to <see cref="YamlReader.MaxProblems"/>; when there are more, the last one says so.</summary>
internal sealed class ProblemList
{
    private readonly List<YamlProblem> _problems = [];
    private bool _isCut;

    /// <summary>Adds one, if there is room.</summary>
    public void Add(int line, int column, string message)
    {
        if (_problems.Count < YamlReader.MaxProblems) _problems.Add(new YamlProblem(line, column, message));
        else _isCut = true;
    }

    /// <summary>All of them in the file's order; those of the whole file first.</summary>
    public IReadOnlyList<YamlProblem> InOrder()
    {
        if (_isCut) _problems[^1] = new YamlProblem(0, 0, $"more than {YamlReader.MaxProblems} problems: not all of them are listed");
        return [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
    }
}
