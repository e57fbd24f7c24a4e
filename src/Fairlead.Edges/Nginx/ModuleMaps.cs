using Fairlead.Edges.Plans;

namespace Fairlead.Edges.Nginx;

/// <summary>What the module reads beside the other maps: whom it may ask, and how long it waits.</summary>
internal static class ModuleMaps
{
    /// <summary>Writes them.</summary>
    public static void Write(NginxMaps maps, EdgePlan plan, bool assumePresent)
    {
        maps.Comment("For the module: the settings, and the URLs that it asks.");
        maps.Map("", "fairlead_status", ("default", NginxText.Number(plan.Config.RedirectStatus)));
        maps.Map("", "fairlead_timeout", ("default", NginxText.Number((long)plan.Config.Presence.Timeout.TotalMilliseconds)));
        maps.Map("", "fairlead_assume", ("default", assumePresent ? "1" : ""));
        maps.Map("$fairlead_target", "fairlead_path", ("~^(?<fairlead_path_is>[^?]*)", "$fairlead_path_is"), ("default", ""));
        var mirrors = plan.Places.SelectMany(place => place.Candidates).Distinct().Select(PlaceMaps.Variable);
        maps.FreshMap(
            "$uri", "fairlead_ask",
            [
                .. mirrors.Select(variable => (AnswerMaps.Inside + AnswerMaps.Ask + variable, "$" + variable)),
                (AnswerMaps.Inside + AnswerMaps.Ask + "fairlead_provider", "$fairlead_provider_takes$fairlead_path"),
                (AnswerMaps.Inside + AnswerMaps.Ask + "fairlead_provider_file", "$fairlead_provider_file_host$fairlead_path"),
                (AnswerMaps.Inside + AnswerMaps.Ask + "fairlead_upstream", "$fairlead_upstream_url"),
            ]);
    }
}
