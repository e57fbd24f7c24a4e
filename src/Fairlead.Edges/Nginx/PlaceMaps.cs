using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.Nginx;

/// <summary>Where blobs, provider's registries and release files are for the clients of a place (request rules 10 and 13).</summary>
internal static class PlaceMaps
{
    /// <summary>Writes them.</summary>
    public static void Write(NginxMaps maps, EdgePlan plan, HeaderMaps headers)
    {
        maps.Comment("Mirrors by their numbers, and the candidates of each place (rule 10).");
        var mirrors = plan.Places.SelectMany(place => place.Candidates).Distinct().OrderBy(mirror => mirror.Index).ToArray();
        foreach (var mirror in mirrors)
            maps.Map("", Variable(mirror), ("default", $"{maps.Literal(mirror.Config.UrlBefore)}${{fairlead_digest}}{maps.Literal(mirror.Config.UrlAfter)}"));
        maps.Map("$fairlead_place", "fairlead_candidates", ByPlace(plan, place => string.Join(' ', place.Candidates.Select(mirror => NginxText.Number(mirror.Index))), ""));
        maps.Map("$fairlead_place", "fairlead_blob", ByPlace(plan, place => place.Mirror is { } mirror ? $"${Variable(mirror)}" : "$fairlead_upstream_url", "$fairlead_upstream_url"));

        maps.Comment("Registries that clients' providers run, and whether they are asked (rule 10).");
        maps.Map("$fairlead_place", "fairlead_provider", ByPlace(plan, place => maps.Literal(place.RedirectsTo?.Registry ?? ""), ""));
        maps.Map("$fairlead_place", "fairlead_provider_tags", ByPlace(plan, place => place.RedirectsTo is { TrustTags: true } ? "1" : "0", "0"));
        maps.Map(
            "$fairlead_kind $fairlead_provider_tags $fairlead_upstream", "fairlead_provider_takes",
            ("~^(?:blob|manifest) ", "$fairlead_provider"), ("~^(?:signature|registry) 1 0$", "$fairlead_provider"), ("default", ""));
        maps.Map("$fairlead_provider_takes", "fairlead_provider_url", ("", ""), ("default", "$fairlead_provider/v2/$fairlead_bare$fairlead_query"));
        WriteFiles(maps, plan, headers);
    }

    /// <summary>The variable with the blob's URL at a mirror.</summary>
    public static string Variable(Mirror mirror) => "fairlead_mirror_" + NginxText.Number(mirror.Index);

    /// <summary>Rule 13. Places of the same entries share them.</summary>
    private static void WriteFiles(NginxMaps maps, EdgePlan plan, HeaderMaps headers)
    {
        maps.Comment("Release files (rule 13): the policy's host, and before it the one that the client's provider runs.");
        var number = new Dictionary<string, int>();
        var shelves = new List<EdgePlace>();
        var shelfByPlace = plan.Places.ToDictionary(place => place.Number, place =>
        {
            var key = string.Join(' ', place.Artifacts.Select(artifact => Array.IndexOf([.. plan.Config.Artifacts], artifact))) + place.RedirectsTo?.Artifacts;
            if (number.TryAdd(key, shelves.Count)) shelves.Add(place);
            return number[key];
        });
        maps.Map("$fairlead_place", "fairlead_shelf", ByPlace(plan, place => NginxText.Number(shelfByPlace[place.Number]), "0"));
        maps.Map($"$fairlead_shelf {headers.Source}$fairlead_target", "fairlead_file_host", [.. Hosts((_, artifact) => maps.Literal(artifact.BaseUrl)), ("default", "")]);
        maps.Map($"$fairlead_shelf {headers.Source}$fairlead_target", "fairlead_provider_file_host", [.. Hosts((place, artifact) => artifact.IsForEverybody ? maps.Literal(place.RedirectsTo?.Artifacts ?? "") : ""), ("default", "")]);
        maps.Map("$fairlead_file_host", "fairlead_file_url", ("", ""), ("default", "$fairlead_file_host$fairlead_target"));
        maps.Map("$fairlead_provider_file_host", "fairlead_provider_file_url", ("", ""), ("default", "$fairlead_provider_file_host$fairlead_target"));

        IEnumerable<(string From, string To)> Hosts(Func<EdgePlace, ArtifactConfig, string> hostOf) =>
            shelves.SelectMany((place, i) => place.Artifacts.Select(artifact => ($"~^{NginxText.Number(i)} {headers.Pattern(artifact.Headers)}{NginxText.InPattern(artifact.Path)}", hostOf(place, artifact))));
    }

    private static IEnumerable<(string From, string To)> ByPlace(EdgePlan plan, Func<EdgePlace, string> valueOf, string otherwise) =>
        plan.Places.Select(place => (NginxText.Number(place.Number), valueOf(place))).Where(entry => entry.Item2 != otherwise).Append(("default", otherwise));
}
