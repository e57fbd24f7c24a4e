using Fairlead.Edges.Plans;

namespace Fairlead.Edges.Nginx;

/// <summary>What a request gets, everything taken to be there: <c>$fairlead_location</c>, and <c>$fairlead_step</c>, which of the server's locations answers.</summary>
internal static class AnswerMaps
{
    /// <summary>Begins the path of a location inside nginx. No client gets there: a target that is decoded to it holds <c>%25</c>, which is refused.</summary>
    public const string Inside = "/%";

    /// <summary>Where a request goes that nginx refuses by itself.</summary>
    public const string Refusal = "nginx-refused";

    /// <summary>Where a request goes that is over a limit of nginx, or of a version or an encoding that it doesn't know.</summary>
    public const string Limit = "nginx-limit";

    /// <summary>Begins the name of a location that asks somebody what he holds.</summary>
    public const string Ask = "ask-";

    /// <summary>Writes them.</summary>
    public static void Write(NginxMaps maps, EdgePlan plan)
    {
        maps.Comment("Where a request is sent.");
        maps.Map("$fairlead_kind", "fairlead_by_policy", ("blob", "$fairlead_blob"), ("signature", "$fairlead_signatures_url"), ("default", "$fairlead_upstream_url"));
        maps.Map("$fairlead_provider_url", "fairlead_by_provider", ("", "$fairlead_by_policy"), ("default", "$fairlead_provider_url"));
        maps.Map("$fairlead_provider_file_url", "fairlead_file", ("", "$fairlead_file_url"), ("default", "$fairlead_provider_file_url"));
        maps.Map(
            "$fairlead_kind", "fairlead_location",
            ("root", maps.Literal(plan.Config.InfoPage ?? "")),
            ("privacy", maps.Literal(plan.Config.PrivacyPage ?? "")),
            ("other", "$fairlead_file"),
            ("~^(?:blob|manifest|signature|registry)$", "$fairlead_by_provider"),
            ("default", ""));

        maps.Comment("Which location answers.");
        maps.Map(
            "$request_method $fairlead_kind $fairlead_location", "fairlead_answer",
            ("~^(?!(?:GET|HEAD) )", "method$fairlead_suffix"),
            ("~^[A-Z]+ refused ", "refused$fairlead_suffix"),
            ("~^[A-Z]+ ping ", "ping"),
            ("~^[A-Z]+ health ", "health"),
            ("~^[A-Z]+ catalog ", "catalog"),
            ("~^[A-Z]+ [a-z0-9]+ $", "not-found"), // there is nowhere to send it
            ("~^[A-Z]+ (?:root|privacy) ", "page"),
            ("default", "redirect"));
        // What nginx refuses by itself comes here again, under another path and, as nginx has it, with GET for a method; what a module asks comes with the variables of
        // the request that it asks for. No client's target leads to these paths but one that is refused.
        maps.FreshMap(
            "$fairlead_kind $uri $request", "fairlead_step",
            [
                ($"~^[a-z0-9]+ {Inside}{Refusal} (?:GET|HEAD) ", "refused$fairlead_suffix"),
                ($"~^[a-z0-9]+ {Inside}{Refusal} ", "method$fairlead_suffix"),
                ($"~^[a-z0-9]+ {Inside}{Limit} ", "limit"),
                ($"~^(?:blob|manifest|signature|registry|other) {Inside}(?<fairlead_step_is>{Ask}[a-z0-9_]+) ", "$fairlead_step_is"),
                ("default", "$fairlead_answer"),
            ]);
    }
}
