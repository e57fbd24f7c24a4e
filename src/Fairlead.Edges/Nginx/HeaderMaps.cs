using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Nginx;

/// <summary>
/// What the policy asks of a request's headers (request rule 10): <c>$fairlead_has</c>, a digit for each question, and the client's place where a route asks for headers. Values are
/// compared by patterns, because a map's own texts are the same in any case.
/// </summary>
internal sealed class HeaderMaps(EdgePlan plan, EdgeHeaders headers)
{
    // The variables of all questions, and all names, are a parameter each, which has 4,095 bytes at the most.
    private const int MaxQuestions = 200;
    private const int MaxNames = 50;

    /// <summary>Whether any client's place depends on headers.</summary>
    public bool HasRoutes => headers.Routes.Count > 0;

    /// <summary>What stands before the rest of a map's source, for <see cref="Pattern"/>; empty when nothing is asked.</summary>
    public string Source => headers.Questions.Count > 0 ? "$fairlead_has " : "";

    /// <summary>The part of a pattern that <see cref="Source"/> matches when a request has these headers.</summary>
    public string Pattern(IReadOnlyList<HeaderMatch> when) =>
        headers.Questions.Count == 0 ? "" : $"{string.Concat(headers.NumbersOf(when).Select(number => $"(?=.{{{NginxText.Number(number)}}}1)"))}[01]+ ";

    /// <summary>Writes them.</summary>
    /// <param name="maps">Takes them up.</param>
    /// <param name="usualPlace">The variable with the place of the client whatever its headers are, without <c>$</c>.</param>
    /// <param name="withModule">Whether the module hands in the headers.</param>
    /// <exception cref="EdgeRefusedException">nginx can't see a header, or there are too many.</exception>
    public void Write(NginxMaps maps, string usualPlace, bool withModule)
    {
        if (headers.Questions.Count == 0) return;
        Check();
        maps.Comment("What the request has of the headers that the policy asks for (rule 10).");
        WriteQuestions(maps, withModule);
        if (HasRoutes) WriteRoutes(maps, usualPlace);
    }

    /// <summary>A line for each line of a header: the header's number, an equals sign, the value. No value has a line end in it.</summary>
    private void WriteQuestions(NginxMaps maps, bool withModule)
    {
        var names = Names();
        if (withModule)
        {
            maps.Map("", "fairlead_header_names", ("default", string.Join(' ', names)));
            maps.Script("fairlead_headers", "fairlead.headers");
        }
        else maps.Map("", "fairlead_headers", ("default", string.Concat(names.Select((name, i) => $"\n{NginxText.Number(i)}=$http_{name.Replace('-', '_')}")) + "\n"));
        foreach (var (i, question) in headers.Questions.Index())
        {
            var name = NginxText.Number(names.IndexOf(question.Name.ToLowerInvariant()));
            maps.Map("$fairlead_headers", $"fairlead_has_{NginxText.Number(i)}", [.. question.Values.Select(value => ($@"~\n{name}=[ \t]*{NginxText.InPattern(value)}[ \t]*\n", "1")), ("default", "0")]);
        }
        maps.Map("", "fairlead_has", ("default", string.Concat(headers.Questions.Select((_, i) => $"$fairlead_has_{NginxText.Number(i)}"))));
    }

    /// <summary>Places with the same routes share the patterns, so that a request meets few of them.</summary>
    private void WriteRoutes(NginxMaps maps, string usualPlace)
    {
        var asking = plan.Places.Where(place => place.Alternatives.Length > 0).ToArray();
        var lists = asking.GroupBy(place => string.Join(' ', place.Alternatives.Select(headers.NumberOf))).ToArray();
        maps.Map($"${usualPlace}", "fairlead_routes", [.. lists.SelectMany((list, i) => list.Select(place => (NginxText.Number(place.Number), NginxText.Number(i)))), ("default", "")]);
        maps.Map(
            $"$fairlead_routes {Source}", "fairlead_route",
            [.. lists.SelectMany((list, i) => list.First().Alternatives.Select(route => ($"~^{NginxText.Number(i)} {Pattern(route.When)}", NginxText.Number(headers.NumberOf(route))))), ("default", "")]);
        maps.Map(
            $"${usualPlace} $fairlead_route", "fairlead_place",
            [.. asking.SelectMany(place => place.Alternatives.Select(route => ($"{NginxText.Number(place.Number)} {NginxText.Number(headers.NumberOf(route))}", NginxText.Number(route.Place.Number)))), ("default", $"${usualPlace}")]);
    }

    private List<string> Names() => [.. headers.Questions.Select(question => question.Name.ToLowerInvariant()).Distinct()];

    private void Check()
    {
        if (headers.Questions.Count > MaxQuestions || Names().Count > MaxNames)
        {
            throw new EdgeRefusedException(
                $"'when.header' asks for {Names().Count} headers with {headers.Questions.Count} different lists of values: nginx takes {MaxNames} and {MaxQuestions} of them; ask for fewer, or use serve");
        }
        foreach (var question in headers.Questions)
        {
            if (question.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) continue;
            throw new EdgeRefusedException($"'when.header' asks for '{question.Name}', which nginx never sees: it drops headers whose names have other characters than letters, digits and '-'. Use another name, or serve");
        }
    }
}
