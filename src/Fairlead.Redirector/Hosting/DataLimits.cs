using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fairlead.Redirector.Hosting;

/// <summary>What a client may ask of the data port. A pull needs little: one line, a dozen headers, no body.</summary>
internal static class DataLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxRequestLineSize = 8 * 1024;          // the longest name and digest take 400 bytes; tokens in queries some more
        limits.MaxRequestHeadersTotalSize = 16 * 1024; // what proxies before us allow
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = 0;                 // nobody sends us anything
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.MaxConcurrentConnections = 65_536;      // some KiB each: memory ends somewhere
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10); // slow senders
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(620);     // above the 600 s of Google's balancer, so that it closes first
        limits.Http2.MaxStreamsPerConnection = 128;
        limits.Http2.MaxRequestHeaderFieldSize = 8 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
    }
}
