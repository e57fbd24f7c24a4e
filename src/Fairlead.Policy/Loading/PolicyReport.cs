using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>Errors and warnings of one policy file while it is being read. What is wrong as YAML or as a type is there already.</summary>
internal sealed class PolicyReport(string file, IReadOnlyList<YamlProblem> syntax)
{
    private readonly List<Problem> _warnings = [];
    private readonly List<Problem> _outside = [];

    /// <summary>Reads values, and collects the errors.</summary>
    public YamlReport Yaml { get; } = new();

    /// <summary>The policy can't be served, because of what stands here.</summary>
    public void Error(YamlNode at, string message) => Yaml.Add(at, message);

    /// <summary>It can, but somebody should look here.</summary>
    public void Warning(YamlNode at, string message)
    {
        if (_warnings.Count < YamlReader.MaxProblems) _warnings.Add(new Problem(Severity.Warning, file, at.Line, at.Column, message));
    }

    /// <summary>The policy can't be served, because of something that is not in the file.</summary>
    public void ErrorOutside(string source, string message) => _outside.Add(new Problem(Severity.Error, source, 0, 0, message));

    /// <summary>Everything, by place. Called once.</summary>
    public IReadOnlyList<Problem> Finish() =>
    [
        .. _outside,
        .. syntax.Concat(Yaml.Finish())
            .Select(problem => new Problem(Severity.Error, file, problem.Line, problem.Column, problem.Message))
            .Concat(_warnings)
            .OrderBy(problem => problem.Line).ThenBy(problem => problem.Column),
    ];
}
