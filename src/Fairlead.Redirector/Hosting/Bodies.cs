using System.Globalization;
using System.Text;
using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// The few bodies that we send. Under <c>/v2/</c> they are the OCI error body (distribution specification 1.1, "Error codes"),
/// elsewhere a line of text; never HTML.
/// </summary>
internal static class Bodies
{
    private static readonly byte[] s_ping = "{}"u8.ToArray();
    private static readonly byte[] s_method = Error("UNSUPPORTED", "only GET and HEAD are answered here");
    private static readonly byte[] s_healthy = Encoding.ASCII.GetBytes("ok\n");
    private static readonly byte[] s_refused = Error("NAME_INVALID", "the request target is not one that can be answered");
    private static readonly byte[] s_catalog = Error("UNSUPPORTED", "repositories are not listed here");
    private static readonly byte[] s_notFound = Error("NAME_UNKNOWN", "there is nothing here");

    /// <summary>The body of an answer that is no redirect, and its type.</summary>
    public static (byte[] Body, string Type) For(Rule rule, int status, bool isApi)
    {
        if (rule == Rule.Ping) return (s_ping, "application/json");
        if (rule == Rule.Health) return (s_healthy, "text/plain");
        if (!isApi) return (Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{status}\n")), "text/plain");
        var body = rule switch
        {
            Rule.Method => s_method,
            Rule.Refused => s_refused,
            Rule.Catalog => s_catalog,
            _ => s_notFound,
        };
        return (body, "application/json");
    }

    private static byte[] Error(string code, string message) =>
        Encoding.ASCII.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""" + "\n");
}
