using System.Net;

namespace Fairlead.Artifacts.Probing;

/// <summary>The HTTP client of a probe: it does nothing by itself, so that what is checked is what the servers do.</summary>
internal static class ProbeHttp
{
    /// <summary>A handshake that takes longer is a failure for any client.</summary>
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A redirect to a signed URL takes 2 KB.</summary>
    private const int MaxHeadersKilobytes = 32;

    /// <summary>Follows no redirect, keeps no cookie, unpacks nothing and has no credentials. Certificates are checked as the platform has it.</summary>
    /// <param name="guard">Where it may connect to.</param>
    public static HttpMessageInvoker Create(ReachGuard guard) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = guard.ConnectAsync,
        ConnectTimeout = s_connectTimeout,
        Credentials = null,
        MaxResponseDrainSize = 0, // a Range that is answered with all of a layer is not to be read to its end
        MaxResponseHeadersLength = MaxHeadersKilobytes,
        UseCookies = false,
    });
}
