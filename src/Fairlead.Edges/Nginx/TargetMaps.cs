namespace Fairlead.Edges.Nginx;

/// <summary>
/// What a request asks for (request rules 1 to 7), from the raw target: <c>$fairlead_kind</c>, and its parts. nginx' own location matching sees a target that was decoded, and
/// <c>$request_uri</c> lacks the scheme and the host of an absolute-form one.
/// </summary>
internal static class TargetMaps
{
    /// <summary>How many runs of <c>ns</c> parameters are taken out of a query. nginx can't replace every one; a client sends one.</summary>
    public const int Runs = 8;

    private const string Character = "[A-Za-z0-9._~!$&'()*+,;=:@-]";
    private const string Escape = "%(?![01]|7[Ff]|2[5EeFf]|5[Cc])[0-9A-Fa-f]{2}"; // no control character, % . / or \
    private const string Segment = $@"(?!\.{{1,2}}(?:[/?]|$))(?:{Character}++|{Escape})++";
    private const string Query = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+";
    private const string Safe = $@"(?!/v2/[^?]*[^?/]/(?:\?|$))/(?:{Segment}(?:/{Segment})*+/?)?(?:\?{Query})?$";
    private const string End = @"(?:\?|$)";
    private const string Hex = "[0-9a-f]{64}";
    private const string Digest = $"sha256(?::|%3[Aa]){Hex}";
    private const string Component = "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+";
    private const string Name = $"{Component}(?:/{Component})*";

    // What serve takes for a Host: what RFC 3986 has of names, less what a URL would have to escape.
    private const string Host = @"(?:[A-Za-z0-9!$&'()._~-]++|\[[0-9A-Fa-f:.]{3,}\])(?::[0-9]++)?";

    /// <summary>Writes them.</summary>
    /// <param name="maps">Takes them up.</param>
    /// <param name="health">The path that says that all is well (rule 2); null: none.</param>
    public static void Write(NginxMaps maps, string? health)
    {
        maps.Comment("The raw target, and what it asks for (rules 2 to 7). Empty: not one that begins with a slash, or of a request whose Host is none.");
        maps.Map("$http_host", "fairlead_host_fault", ("", ""), ($"~^{Host}$", ""), ("default", " "));
        maps.Map("$fairlead_host_fault$request", "fairlead_target", ("~^[^ ]+ (?<fairlead_target_is>/[^ ]*)", "$fairlead_target_is"), ("default", ""));
        maps.Map(
            "$fairlead_target", "fairlead_kind",
            [
                ("", "refused"), // no pattern is tried on an empty text
                ($"~^(?!{Safe})", "refused"),
                ($"~^/{End}", "root"),
                ($"~^/privacy{End}", "privacy"),
                ($"~^/v2/?{End}", "ping"),
                ($"~^/v2/_catalog{End}", "catalog"),
                ("~^/v1(?:[/?]|$)", "v1"),
                ($"~^/v2/(?![^?]{{256,}}/blobs/[^/?]*{End}){Name}/blobs/{Digest}{End}", "blob"),
                ($"~^/v2/(?![^?]{{256,}}/manifests/[^/?]*{End}){Name}/manifests/{Digest}{End}", "manifest"),
                ($@"~^/v2/[^?]+/manifests/sha256-{Hex}(?:\.sig|\.att|\.sbom)?{End}", "signature"),
                ($"~^/v2/[^?]+/referrers/[^/?]+{End}", "signature"),
                ("~^/v2/", "registry"),
                .. health is null ? [] : new[] { ($"~^{NginxText.InPattern(health)}{End}", "health") },
                ("default", "other"),
            ]);
        maps.Map("$fairlead_target", "fairlead_digest", ($@"~/sha256(?::|%3[Aa])(?<fairlead_digest_hex>{Hex}){End}", "sha256:$fairlead_digest_hex"), ("default", ""));
        maps.Map("$fairlead_target", "fairlead_bare", ("~^/v2/(?<fairlead_bare_is>[^?]*)", "$fairlead_bare_is"), ("default", ""));
        maps.Map("$request", "fairlead_suffix", ("~^[^ ]+ /v2(?:[/? ]|$)", "-api"), ("default", ""));
        WriteQuery(maps);
    }

    /// <summary>Rule 7: the query less every parameter named <c>ns</c>, with its question mark.</summary>
    private static void WriteQuery(NginxMaps maps)
    {
        maps.Map("$fairlead_target", "fairlead_query_all", (@"~^[^?]*\?(?<fairlead_query_is>.+)$", "$fairlead_query_is"), ("default", ""));
        maps.Map("$fairlead_query_all", "fairlead_query_0", ("~^(?:ns(?:=[^&]*+)?(?:&|$))++(?<fairlead_query_rest>.*)$", "$fairlead_query_rest"), ("default", "$fairlead_query_all"));
        for (var i = 1; i < Runs; i++)
        {
            maps.Map(
                $"$fairlead_query_{i - 1}", $"fairlead_query_{i}",
                ($"~^(?<fairlead_query_{i}_before>.*?)(?:&ns(?:=[^&]*+)?(?=&|$))++(?<fairlead_query_{i}_after>.*)$", $"${{fairlead_query_{i}_before}}${{fairlead_query_{i}_after}}"),
                ("default", $"$fairlead_query_{i - 1}"));
        }
        maps.Map($"$fairlead_query_{Runs - 1}", "fairlead_query", ("", ""), ("default", $"?$fairlead_query_{Runs - 1}"));
    }
}
