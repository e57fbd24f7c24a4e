using System.Net;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// What the application needs of Kestrel's features, looked up once a connection. Kestrel's own objects stay the same from request to
/// request on it; only what they hold changes.
/// </summary>
internal sealed class RequestContext(IFeatureCollection features) : IRequestHeaders
{
    private readonly IHttpConnectionFeature _connection = features.GetRequiredFeature<IHttpConnectionFeature>();
    private IPAddress? _remote;
    private IpAddress? _peer;
    private string? _line;

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

    /// <inheritdoc/>
    public ReadOnlySpan<string?> LinesOf(string name)
    {
        var lines = Request.Headers[name];
        if (lines.Count > 1) return lines.ToArray();
        _line = lines;
        return lines.Count == 0 ? default : new ReadOnlySpan<string?>(ref _line);
    }
}
