namespace Fairlead.SystemTests.Servers;

/// <summary>One gateway for all tests, started by the first that wants it; each test has buckets of its own.</summary>
public sealed class SharedGateway : IAsyncDisposable
{
    private readonly Lazy<Task<RadosGateway>> _gateway = new(RadosGateway.StartAsync);

    internal Task<RadosGateway> StartedAsync() => _gateway.Value;

    public async ValueTask DisposeAsync()
    {
        if (_gateway.IsValueCreated) await (await _gateway.Value).DisposeAsync();
    }
}
