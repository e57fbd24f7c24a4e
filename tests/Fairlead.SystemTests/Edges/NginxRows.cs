using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Those of nginx.</summary>
public class NginxRows : EdgeRows
{
    private NginxEdge? _nginx;

    internal override Uri Proxy => _nginx!.Url;

    protected virtual string[] Flags => ["--assume-present"];

    protected override async Task StartProxyAsync(string policyFile) => _nginx = await NginxEdge.StartAsync(policyFile, Flags);

    protected override async ValueTask StopProxyAsync()
    {
        if (_nginx is not null) await _nginx.DisposeAsync();
    }
}
