using System.Net;
using Fairlead.Networks.Addresses;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// What the application needs of Kestrel's features, looked up once a connection. Kestrel's own objects stay the same from request to
/// request on it; only what they hold changes.
/// </summary>
internal sealed class RequestContext(IFeatureCollection features)
{
    private readonly IHttpConnectionFeature _connection = features.GetRequiredFeature<IHttpConnectionFeature>();
    private IPAddress? _remote;
    private IpAddress? _peer;

    public IHttpRequestFeature Request { get; } = features.GetRequiredFeature<IHttpRequestFeature>();

    public IHttpResponseFeature Response { get; } = features.GetRequiredFeature<IHttpResponseFeature>();

    public IHttpResponseBodyFeature Body => features.GetRequiredFeature<IHttpResponseBodyFeature>();

    /// <summary>The address at the other end of the connection; null when it has none.</summary>
    public IpAddress? Peer
    {
        get
        {
            var remote = _connection.RemoteIpAddress;
            if (!ReferenceEquals(remote, _remote))
            {
                _remote = remote;
                _peer = remote is null ? null : IpAddress.From(remote);
            }
            return _peer;
        }
    }
}
