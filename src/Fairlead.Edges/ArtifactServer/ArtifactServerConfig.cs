using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>
/// Configurations of ArtifactServer, the redirector with a list of backends that kubernetes/k8s.io had (its pull request 2068). It chose among backends in the
/// random order of a Go map; here the order is the file's.
/// </summary>
public static class ArtifactServerConfig
{
    /// <summary>The policy that does the same. Pure; never throws for anything that a file may hold.</summary>
    /// <param name="utf8">The configuration.</param>
    /// <param name="fileName">What problems and the policy call it.</param>
    /// <param name="upstream">The registry for what is under <c>/v2/</c> and no route takes; null: that of the first backend which takes it.</param>
    public static Conversion ToPolicy(ReadOnlyMemory<byte> utf8, string fileName, string? upstream)
    {
        var document = YamlReader.Read(utf8.Span);
        var report = new YamlReport();
        var warnings = new List<YamlProblem>();
        var draft = new PolicyDraft(Warn);
        if (document.Root is { } root)
            foreach (var backend in new BackendsReader(report, Warn).Read(root)) draft.Add(backend);
        var errors = document.Problems.Concat(report.Finish()).ToList();
        upstream ??= draft.Upstream?.BaseUrl;
        if (errors.Count == 0 && upstream is null)
            errors.Add(new YamlProblem(0, 0, "no backend takes all of /v2/ at the root of its host: name the registry that takes it with --upstream URL"));
        Problem[] problems =
        [
            .. errors.Select(problem => Of(Severity.Error, problem))
                .Concat(warnings.Select(problem => Of(Severity.Warning, problem)))
                .OrderBy(problem => problem.Line).ThenBy(problem => problem.Column),
        ];
        return new Conversion(errors.Count == 0 ? PolicyYaml.Write(draft, upstream!, fileName) : null, problems);

        void Warn(YamlNode at, string message)
        {
            if (warnings.Count < YamlReader.MaxProblems) warnings.Add(new YamlProblem(at.Line, at.Column, message));
        }

        Problem Of(Severity severity, YamlProblem problem) => new(severity, fileName, problem.Line, problem.Column, problem.Message);
    }
}
