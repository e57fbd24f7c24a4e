using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Those of HAProxy.</summary>
public sealed class HaproxyRows : EdgeRows
{
    private HaproxyServer? _haproxy;

    internal override Uri Proxy => _haproxy!.Url;

    protected override async Task StartProxyAsync(string policyFile) => _haproxy = await HaproxyServer.StartAsync(policyFile);

    protected override async ValueTask StopProxyAsync()
    {
        if (_haproxy is not null) await _haproxy.DisposeAsync();
    }
}
