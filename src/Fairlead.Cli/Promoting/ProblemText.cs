using System.Text.Json;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary>What is wrong with manifests, as every verb tells it.</summary>
internal static class ProblemText
{
    /// <summary><c>FILE:LINE:COLUMN: error: ...</c>, as compilers write it.</summary>
    public static string Of(PromotionProblem problem) => TerminalText.Of($"{problem.At}: {(problem.IsWarning ? "warning" : "error")}: {problem.Message}");

    /// <summary><c>"problems": [{"severity", "file", "line", "column", "message"}]</c>; line and column are 0 where the whole file, or a folder, is meant.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<PromotionProblem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("severity", problem.IsWarning ? "warning" : "error");
            json.WriteString("file", problem.At.File);
            json.WriteNumber("line", problem.At.Line);
            json.WriteNumber("column", problem.At.Column);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
