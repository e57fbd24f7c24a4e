using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Serving;

/// <summary>Requests that nobody sane would send, as they stand on the wire.</summary>
internal static class HostileRequests
{
    /// <summary>What must be in no header of any answer to a request that has it.</summary>
    public const string Marker = "evil";

    private const string Blob = "/v2/test/image/blobs/sha256:0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>By name. Those with the marker in them are to be refused, or answered without it.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["absolute form"] = Request("GET http://evil.example/v2/test/image/manifests/v1 HTTP/1.1"),
        ["absolute form, HTTP/1.0 without Host"] = "GET http://evil.example/v2/test/image/manifests/v1 HTTP/1.0\r\n\r\n",
        ["absolute form with user info"] = Request("GET http://evil@evil.example/v2/ HTTP/1.1"),
        ["no leading slash"] = Request("GET evil.example/v2/ HTTP/1.1"),
        ["two leading slashes"] = Request("GET //evil.example/v2/test/image/manifests/v1 HTTP/1.1"),
        ["slash and backslash"] = Request("GET /\\evil.example/v2/ HTTP/1.1"),
        ["raw CR in the target"] = Request("GET /v2/test/image/manifests/v1\rX-Evil:evil HTTP/1.1"),
        ["raw TAB in the target"] = Request("GET /v2/test/image/manifests/\tevil HTTP/1.1"),
        ["raw LF in the target"] = Request("GET /v2/test/image/manifests/v1\nX-Evil:evil HTTP/1.1"),
        ["raw bytes above 127"] = Request("GET /v2/test/image/manifests/\u00ff\u00feevil HTTP/1.1"),
        ["encoded CR LF"] = Request("GET /v2/test/image/manifests/v1%0d%0aX-Evil:%20evil HTTP/1.1"),
        // A query is forwarded as it came (request rule 7), so what is in it may stand in the Location, encoded as it was.
        ["encoded CR LF in the query"] = Request("GET /v2/test/image/tags/list?n=1%0d%0aX-Injected:%20yes HTTP/1.1"),
        ["raw CR in the query"] = Request("GET /v2/test/image/tags/list?n=1\rX-Evil:evil HTTP/1.1"),
        ["raw TAB in the query"] = Request("GET /v2/test/image/tags/list?n=1\tevil HTTP/1.1"),
        ["encoded CR LF below an artifact's path"] = Request("GET /files/v1%0D%0AX-Evil:%20evil HTTP/1.1"),
        ["encoded CR LF in the digest's place"] = Request("GET /v2/test/image/blobs/sha256:0%0d%0aX-Evil:%20evil HTTP/1.1"),
        ["encoded NUL"] = Request("GET /v2/test/image/manifests/%00evil HTTP/1.1"),
        ["encoded dots"] = Request("GET /v2/%2e%2e/%2E%2E/evil HTTP/1.1"),
        ["plain dots"] = Request("GET /v2/../../evil HTTP/1.1"),
        ["dots below an artifact's path"] = Request("GET /files/../evil HTTP/1.1"),
        ["encoded slash"] = Request("GET /v2/test%2fevil/manifests/v1 HTTP/1.1"),
        ["encoded per cent sign"] = Request("GET /v2/test/image/manifests/%250d%250aevil HTTP/1.1"),
        ["broken per cent sign"] = Request("GET /v2/test/image/manifests/evil%zz HTTP/1.1"),
        ["empty segments"] = Request("GET /v2/test//evil/manifests/v1 HTTP/1.1"),
        ["fragment"] = Request("GET /v2/test/image/manifests/v1#evil HTTP/1.1"),
        ["Host with a path"] = Request("GET /v2/test/image/manifests/v1 HTTP/1.1", host: "evil.example/evil"),
        ["Host with a TAB"] = Request("GET /v2/test/image/manifests/v1 HTTP/1.1", host: "evil\texample"),
        ["two Hosts"] = Request("GET /v2/test/image/manifests/v1 HTTP/1.1", "Host: evil.example"),
        ["CONNECT"] = Request("CONNECT evil.example:443 HTTP/1.1", host: "evil.example:443"),
        ["OPTIONS *"] = Request("OPTIONS * HTTP/1.1"),
        ["GET *"] = Request("GET * HTTP/1.1"),
        ["POST"] = Request($"POST {Blob} HTTP/1.1", "Content-Length: 0"),
        ["unknown method"] = Request($"EVIL {Blob} HTTP/1.1"),
        ["a path of 64 KB"] = Request($"GET /v2/{new string('a', 64 * 1024)} HTTP/1.1"),
        ["a digest of 10,000 characters"] = Request($"GET /v2/test/image/blobs/sha256:{new string('a', 10_000)} HTTP/1.1"),
        ["200 headers"] = Request($"GET {Blob} HTTP/1.1", string.Join("\r\n", Enumerable.Range(0, 200).Select(n => $"X-{n}: evil"))),
        ["a header of 1 MB"] = Request($"GET {Blob} HTTP/1.1", "X-Long: " + new string('a', 1024 * 1024)),
        ["X-Forwarded-For with 1,000 entries"] = Request(
            $"GET {Blob} HTTP/1.1", $"{Http.ForwardedFor}: {string.Join(", ", Enumerable.Range(0, 1000).Select(n => $"203.0.113.{n % 256}"))}"),
        ["X-Forwarded-For with nonsense"] = Request($"GET {Blob} HTTP/1.1", $"{Http.ForwardedFor}: evil, ::1%evil, [::1, 1.2.3.4.5, \u00ff"),
        ["a length that is no number"] = Request($"GET {Blob} HTTP/1.1", "Content-Length: evil"),
        ["two lengths"] = Request($"GET {Blob} HTTP/1.1", "Content-Length: 1\r\nContent-Length: 2"),
        ["a length and chunks"] = Request($"GET {Blob} HTTP/1.1", "Content-Length: 1\r\nTransfer-Encoding: chunked"),
    };

    /// <summary>What isn't HTTP/1.1 at all; a server may close the connection without a word.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotHttp = new Dictionary<string, string>
    {
        ["TLS"] = "\u0016\u0003\u0001\u0002\u0000\u0001evil\r\n\r\n",
        ["HTTP/2's preface"] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ["HTTP/9"] = "GET /v2/evil HTTP/9.9\r\n\r\n",
        ["zeroes"] = new string('\u0000', 1000) + "\r\n\r\n",
        ["no request line"] = "\r\n\r\n\r\nevil\r\n\r\n",
    };

    private static string Request(string line, string? header = null, string host = "127.0.0.1") =>
        $"{line}\r\nHost: {host}\r\n{(header is null ? "" : header + "\r\n")}Connection: close\r\n\r\n";
}
