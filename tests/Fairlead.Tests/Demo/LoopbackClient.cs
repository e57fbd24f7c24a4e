namespace Fairlead.Tests.Demo;

/// <summary>A client that follows nothing and reuses no connection, so that a test sees what one request gets.</summary>
internal sealed class LoopbackClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false })
    {
        BaseAddress = server,
    };

    public Task<HttpResponseMessage> GetAsync(string path, string? range = null) => SendAsync(HttpMethod.Get, path, ("Range", range));

    public Task<HttpResponseMessage> HeadAsync(string path, string? range = null) => SendAsync(HttpMethod.Head, path, ("Range", range));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        return await _http.SendAsync(request, cancel);
    }

    public void Dispose() => _http.Dispose();
}
