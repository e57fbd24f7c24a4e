using System.Net;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.HAProxy;

/// <summary>The configuration: the request rules from the top, as <c>docs/request-handling.md</c> has them.</summary>
internal sealed class HaproxyFrontend(EdgePlan plan, EdgeHeaders headers, IPEndPoint listen)
{
    private const string Hex = "[0-9a-f]{64}";
    private const int MaxValues = 32; // in a line, which has 64 words at the most (MAX_LINE_ARGS)

    // RFC 3986's pchar and the slash; \x27 is a quote, which can't stand in strong quotes.
    private const string PathCharacters = @"A-Za-z0-9._~!$&\x27()*+,;=:@/%-";

    private const string Component = @"[a-z0-9]++(?:(?:\.|_|__|-++)[a-z0-9]++)*+";

    // What serve takes for a Host: what RFC 3986 has of names, less what a URL would have to escape; an empty one, too.
    private const string Host = @"(?:(?:[A-Za-z0-9!$&\x27()._~-]++|\[[0-9A-Fa-f:.]{3,}\])(?::[0-9]++)?)?";

    private readonly HaproxyText _text = new();

    public string Write()
    {
        _text.Section("# Written by fairlead export haproxy: change the policy, not this.\nglobal");
        _text.Line("default-path config"); // maps lie beside this file
        _text.Section("defaults");
        foreach (var line in (string[])["mode http", "timeout client 30s", "timeout http-request 10s", "timeout connect 5s", "timeout server 30s", "option http-keep-alive"]) _text.Line(line);
        _text.Section("frontend fairlead");
        _text.Line($"bind {(listen.Address.Equals(IPAddress.IPv6Any) ? $":::{HaproxyExport.Number(listen.Port)} v4v6" : listen.ToString())}");
        WriteRefusals();
        WriteClient();
        WriteRoutes();
        WriteFixed();
        WriteApi();
        WriteArtifacts();
        return _text.ToString();
    }

    /// <summary>Rules 1 and 7.</summary>
    private void WriteRefusals()
    {
        _text.Comment("rules 1 and 7: methods, and targets that may not be answered");
        _text.Line("acl is_api path -m beg /v2/");
        Return("405", "is_api !{ method GET HEAD }", "application/json", Error("UNSUPPORTED", "only GET and HEAD are answered here"), " hdr Allow 'GET, HEAD'");
        Return("405", "!{ method GET HEAD }", "text/plain", "405\n", " hdr Allow 'GET, HEAD'");
        // HTTP/2 has the scheme and the host in it, and nothing but a path may follow.
        _text.Line("http-request set-var(txn.refused) bool(true) if { url -m reg ^[^/] } { fc_http_major 1 }");
        _text.Line("http-request set-var(txn.refused) bool(true) if !{ req.fhdr(host) -m found } !{ req.ver 1.0 }");
        _text.Line("acl is_refused var(txn.refused) -m bool");
        Acl("is_refused", "req.fhdr(host)", $"^(?!{Host}$)");
        Acl("is_refused", "path", "^[^/]", $"[^{PathCharacters}]", "%(?![0-9A-Fa-f]{2})", "%(?:[01][0-9A-Fa-f]|7[Ff]|25|2[EeFf]|5[Cc])", "//", @"/\.\.?(?:/|$)", "^/v2/.+/$");
        Acl("is_refused", "query", $"[^?{PathCharacters}]", "%(?![0-9A-Fa-f]{2})");
        Return("400", "is_refused is_api", "application/json", Error("NAME_INVALID", "the request target is not one that can be answered"));
        Return("400", "is_refused", "text/plain", "400\n");
    }

    /// <summary>Rules 8 to 10: whose request it is, and what its client gets.</summary>
    private void WriteClient()
    {
        var config = plan.Config.ClientAddress;
        _text.Comment("rules 8 to 10: the client's address, and the number of what it gets");
        _text.Line("http-request set-var(txn.place) str(0)");
        if (config.From == ClientAddressSource.Forwarded)
            throw new EdgeRefusedException("'clientAddress.from: forwarded' can't be read by HAProxy before 2.8: have the proxy before it send X-Forwarded-For, or use serve");
        if (config.From == ClientAddressSource.Connection) _text.Line("http-request set-var(txn.node) src");
        else
        {
            var header = config.From == ClientAddressSource.XRealIp ? "X-Real-IP" : "X-Forwarded-For";
            _text.Line("acl is_trusted src,map_ip(trusted.map,no) -m str yes");
            _text.Line("http-request set-var(txn.node) src if !is_trusted");
            // All lines are one list, and empty elements are none: HAProxy's own reading of lists counts those, so the lines are taken out of the whole head.
            _text.Line($@"http-request set-var(txn.list) 'req.hdrs,regsub(""\r?\n(?!{header}:)[^\r\n]*"","""",gi),regsub(""^(?!{header}:)[^\r\n]*"","""",i),regsub(""(?:^|\r?\n){header}:"","","",gi)' if is_trusted");
            _text.Line(@"http-request set-var(txn.list) 'var(txn.list),regsub(""(?<![ \t])[ \t]*+,[ \t,]*+"","","",g),regsub(""^[ ,\t\r\n]++|(?<![ ,\t\r\n])[ ,\t\r\n]++$"","""",g)' if is_trusted");
            _text.Line($"http-request set-var(txn.node) 'var(txn.list),field(-{HaproxyExport.Number(config.TrustedHops + 1)},\",\")' if is_trusted");
            _text.Line(@"http-request set-var(txn.node) 'var(txn.node),regsub(""^\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)\](:[0-9]{1,5})?$"",""\1"")' if is_trusted");
            _text.Line(@"http-request set-var(txn.node) 'var(txn.node),regsub(""^([0-9.]*):[0-9]{1,5}$"",""\1"")' if is_trusted");
        }
        // HAProxy reads IPv4 up to what is none of it (1.2.3.4:80:80): dots stand behind the last colon alone.
        Acl("is_address", "var(txn.node)", @"^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$", "^[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.]*$");
        _text.Line("http-request set-src var(txn.node) if is_address");
        _text.Line("http-request set-var(txn.place) var(txn.node),map_ip(places.map,0) if is_address");
    }

    /// <summary>Rule 10's routes by headers. A header's lines are compared whole; of several any one counts.</summary>
    private void WriteRoutes()
    {
        if (headers.Questions.Count == 0) return;
        _text.Comment("rule 10: what the request has of the headers that the policy asks for, and the routes that ask");
        foreach (var (i, question) in headers.Questions.Index())
        {
            var lines = HaproxyText.Quoted($"req.fhdr(\"{question.Name}\")"); // quoted in its brackets, too: a name may have quotes and '#' in it
            foreach (var values in question.Values.Chunk(MaxValues)) // lines of one name are alternatives
                _text.Line($"acl has_{HaproxyExport.Number(i)} {lines} -m str -- {string.Join(' ', values.Select(HaproxyText.Quoted))}");
        }
        if (headers.Routes.Count == 0) return;
        foreach (var (i, when) in headers.Routes.Index().Reverse()) // the last line that is met counts; what is not in the map changes nothing
            _text.Line($"http-request set-var(txn.other) str({HaproxyExport.Number(i)}/),concat(,txn.place),map(routes.map) if{Met(when)}");
        _text.Line("http-request set-var(txn.place) var(txn.other) if { var(txn.other) -m found }");
    }

    /// <summary>Rules 2 to 4.</summary>
    private void WriteFixed()
    {
        _text.Comment("rules 2 to 4: what is answered here");
        Page("/", plan.Config.InfoPage);
        Page("/privacy", plan.Config.PrivacyPage);
        if (plan.Config.HealthPath is { } health) Return("200", $"{{ path {HaproxyText.Quoted(health)} }}", "text/plain", "ok\n");
        Return("200", "{ path /v2 /v2/ }", "application/json", "{}", " hdr Docker-Distribution-Api-Version registry/2.0");
        Return("404", "{ path /v2/_catalog }", "application/json", Error("UNSUPPORTED", "repositories are not listed here"));
        Return("404", "{ path /v1 } || { path -m beg /v1/ }", "text/plain", "404\n");
    }

    /// <summary>Rules 5 to 7 and 12, with every mirror taken to hold every blob.</summary>
    private void WriteApi()
    {
        var name = $"(?=[^?]{{1,255}}/(?:blobs|manifests)/[^/]*$){Component}(?:/{Component})*"; // not possessive: the word before the digest reads as one more
        _text.Comment("rules 5 and 6: what is asked for");
        Acl("is_blob", "path", $"^/v2/{name}/blobs/sha256(?::|%3[Aa]){Hex}$");
        Acl("is_manifest", "path", $"^/v2/{name}/manifests/sha256(?::|%3[Aa]){Hex}$");
        Acl("is_signature", "path", @$"^/v2/.+/manifests/sha256-{Hex}(?:\.sig|\.att|\.sbom)?$", "^/v2/.+/referrers/[^/]*$");
        _text.Line(@$"http-request set-var(txn.digest) 'path,regsub(""^.*({Hex})$"",""sha256:\1"")' if is_blob");

        _text.Comment("rule 7: the rest of the path, and the query without ns");
        _text.Line(@"http-request set-var(txn.rest) 'path,regsub(""^/v2/"","""")' if is_api");
        _text.Line("http-request set-var(txn.query) str()");
        _text.Line(@"http-request set-var(txn.query) 'query,regsub(""^(?:ns(?:=[^&]*)?(?:&|$))+"",""""),regsub(""&ns(?:=[^&]*)?(?=&|$)"","""",g)' if is_api { query -m found }");
        _text.Line("http-request set-var-fmt(txn.query) ?%[var(txn.query)] if is_api { var(txn.query) -m len gt 0 }");

        _text.Comment("which upstream: by the host's name, by the client's route, the policy's");
        _text.Line("http-request set-var(txn.upstream) var(txn.place),map(upstreams.map,0)");
        _text.Line(@"http-request set-var(txn.host) 'req.hdr(host),regsub("":[^]:]*$"",""""),lower'");
        _text.Line("http-request set-var(txn.named) var(txn.host),map_str(hosts.map)");
        _text.Line("http-request set-var(txn.upstream) var(txn.named) if { var(txn.named) -m found }");
        _text.Line("http-request set-var(txn.registry) var(txn.upstream),map(registries.map)");
        _text.Line("http-request set-var(txn.signatures) var(txn.upstream),map(signatures.map)");
        _text.Line("http-request set-var-fmt(txn.carried) %[var(txn.upstream)]%[path]");
        _text.Line("http-request set-var(txn.prefix) str()");
        _text.Line("http-request set-var(txn.prefix) var(txn.upstream),map(prefixes.map) if !{ var(txn.carried),map_beg(carried.map) -m found } { var(txn.upstream),map(prefixes.map) -m found }");
        _text.Line("http-request set-var(txn.mirror) var(txn.place),map(mirrors-before.map)");
        _text.Line("http-request set-var(txn.after) var(txn.place),map(mirrors-after.map)");
        _text.Line("http-request set-var(txn.provider) var(txn.place),map(provider-registries.map)");

        _text.Comment("rules 10 to 12 and 6: the provider's own registry, the mirror, the signatures' registry, the upstream");
        Redirect("%[var(txn.provider)]/v2/%[var(txn.rest)]%[var(txn.query)]", "is_api { var(txn.provider) -m found } is_blob || is_api { var(txn.provider) -m found } is_manifest || is_api { var(txn.place),map(provider-tags.map) -m found } { var(txn.upstream) -m str 0 }");
        Redirect("%[var(txn.mirror)]%[var(txn.digest)]%[var(txn.after)]", "is_blob { var(txn.mirror) -m found } { var(txn.after) -m found }");
        Redirect("%[var(txn.mirror)]%[var(txn.digest)]", "is_blob { var(txn.mirror) -m found }");
        Redirect("%[var(txn.signatures)]/v2/%[var(txn.prefix)]%[var(txn.rest)]%[var(txn.query)]", "is_signature { var(txn.signatures) -m found }");
        Redirect("%[var(txn.registry)]/v2/%[var(txn.prefix)]%[var(txn.rest)]%[var(txn.query)]", "is_api");
    }

    /// <summary>Rules 13 and 14.</summary>
    private void WriteArtifacts()
    {
        _text.Comment("rules 13 and 14: release files, and nothing else");
        foreach (var (i, artifact) in plan.Config.Artifacts.Index().Reverse()) // the last line that is met counts
        {
            var forPlaces = artifact.Provider is null ? "" : $" {{ str({HaproxyExport.Number(i)}/),concat(,txn.place),map(artifact-places.map) -m found }}";
            var condition = $"{{ path -m beg {HaproxyText.Quoted(artifact.Path)} }}{Met(artifact.Headers)}{forPlaces}";
            _text.Line($"http-request set-var(txn.files) str({HaproxyExport.Number(i)}),map(artifacts.map) if {condition}");
            if (artifact.IsForEverybody && plan.Places.Any(place => place.RedirectsTo?.Artifacts is not null))
                _text.Line($"http-request set-var(txn.files) var(txn.place),map(provider-artifacts.map) if {condition} {{ var(txn.place),map(provider-artifacts.map) -m found }}");
        }
        Redirect("%[var(txn.files)]%[pathq]", "{ var(txn.files) -m found }");
        Return("404", null, "text/plain", "404\n");
    }

    private static string Error(string code, string message) => $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""" + "\n";

    /// <summary>Conditions that all these headers are met.</summary>
    private string Met(IReadOnlyList<HeaderMatch> when) => string.Concat(headers.NumbersOf(when).Select(number => $" has_{HaproxyExport.Number(number)}"));

    private void Acl(string name, string fetch, params string[] expressions) =>
        _text.Line($"acl {name} {fetch} -m reg -- {string.Join(' ', expressions.Select(HaproxyText.Quoted))}");

    private void Page(string path, string? url)
    {
        if (url is null) Return("404", $"{{ path {path} }}", "text/plain", "404\n");
        else _text.Line($"http-request return status 307 hdr Location {HaproxyText.Quoted(url.Replace("%", "%%", StringComparison.Ordinal))} hdr Cache-Control no-store if {{ path {path} }}");
    }

    private void Redirect(string location, string condition) =>
        _text.Line($"http-request return status {HaproxyExport.Number(plan.Config.RedirectStatus)} hdr Location {location} hdr Cache-Control no-store if {condition}");

    private void Return(string status, string? condition, string type, string body, string headers = "") =>
        _text.Line($"http-request return status {status} content-type {type} string {HaproxyText.Quoted(body)} hdr Cache-Control no-store{headers}{(condition is null ? "" : " if " + condition)}");
}
