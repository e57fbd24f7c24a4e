using System.Net;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Keeps web pages of others from using an operator's browser against the admin port, which knows nobody by name. Programs other than browsers are not concerned.
/// </summary>
internal static class AdminGuard
{
    /// <summary>
    /// Whether a request that reached this machine from itself names it by a name that is not its own: a web page whose host's name was turned to 127.0.0.1 ("DNS
    /// rebinding") could else read all of this port, through <c>kubectl port-forward</c> as well. Nobody has a web page under a name without a dot. From elsewhere any
    /// name will do: who can connect needs no browser for it.
    /// </summary>
    public static bool IsRebound(HttpContext context)
    {
        if (context.Connection.LocalIpAddress is not { } local) return false;
        // On a port for both kinds of addresses IPv4 comes mapped, and of those .NET knows no loopback but 127.0.0.1: the name may be turned to 127.0.0.2.
        if (!IPAddress.IsLoopback(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local)) return false;
        var host = context.Request.Host.Host;
        return host.Contains('.') && !IPAddress.TryParse(host, out _) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase); // RFC 6761 section 6.3
    }

    /// <summary>
    /// Whether a page of another site or port had the browser send it (Fetch Metadata, <c>Sec-Fetch-Site</c>; for browsers that don't say, and over plain HTTP from another
    /// machine, the <c>Origin</c> of RFC 6454): it could have mirrors asked until their budget is spent.
    /// </summary>
    public static bool IsFromAnotherSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !origin.EndsWith("://" + request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
