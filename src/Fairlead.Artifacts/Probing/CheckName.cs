namespace Fairlead.Artifacts.Probing;

/// <summary>The checks' names; scripts read them.</summary>
public static class CheckName
{
    /// <summary>The redirector says that it is a registry: <c>GET /v2/</c> gives 200 (OCI distribution specification 1.1, "Determining Support"). Asked once each client, beside its first manifest.</summary>
    public const string Api = "api";

    /// <summary>Every answer of the redirector is a 307 or 302 with one <c>Location</c>.</summary>
    public const string Redirect = "redirect";

    /// <summary>And says <c>Cache-Control: no-store</c>: where a client is sent depends on who it is.</summary>
    public const string NoStore = "no-store";

    /// <summary>It leads where the redirector's <c>/explain</c> says that this client is led: so it believes who the client is.</summary>
    public const string Explained = "explained";

    /// <summary>Every redirect ends at the host that was expected.</summary>
    public const string Host = "host";

    /// <summary>Of a manifest, GET: it can be read, and is what it says it is.</summary>
    public const string Manifest = "manifest";

    /// <summary>HEAD: 200, and the size.</summary>
    public const string Head = "head";

    /// <summary>GET: 200, and as many bytes.</summary>
    public const string Get = "get";

    /// <summary>Which hash to the digest.</summary>
    public const string Digest = "digest";

    /// <summary>GET with <c>Range</c> for a part in the middle: 206, the right <c>Content-Range</c>, the same bytes.</summary>
    public const string RangeMiddle = "range-middle";

    /// <summary>GET with <c>Range</c> from an offset to the end, as clients take up a broken download.</summary>
    public const string RangeEnd = "range-end";
}
