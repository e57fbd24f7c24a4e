using System.Net;
using System.Net.Http.Headers;

namespace Fairlead.Networks.Feeds;

/// <summary>The HTTP client that feeds are fetched with.</summary>
public static class FeedHttp
{
    /// <summary>A TCP handshake that takes longer won't end in a download either; the rest of the minute is for the body.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Feeds are read every few hours: a connection kept until then is a dead one, at an address that may have changed.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Headers of a static file take less than 2 KB.</summary>
    private const int MaxHeadersKilobytes = 32;

    /// <summary>
    /// A client that keeps no cookies, unpacks nothing (so that the limit on a body's size is one on memory) and follows no
    /// redirect by itself, because <see cref="FeedStore"/> does, by its own rules. Proxies are taken from the environment. To be disposed of by the caller.
    /// </summary>
    public static HttpClient Create()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            MaxResponseHeadersLength = MaxHeadersKilobytes,
            PooledConnectionIdleTimeout = IdleTimeout,
            UseCookies = false,
        };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // the store has its own, on its own clock
        var version = typeof(FeedHttp).Assembly.GetName().Version?.ToString(3);
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("fairlead", version));
        return http;
    }
}
