using System.Net;
using System.Net.Sockets;

namespace Fairlead.Cli;

/// <summary>Asks the admin port of a <c>serve</c> on this machine whether it is alive, or ready. Not thread-safe.</summary>
internal sealed class HealthCheck : IDisposable
{
    /// <summary>The time that one answer has; a server that needs longer is not well.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = s_timeout };
    private readonly Uri _url;
    private readonly TimeProvider _time;

    public HealthCheck(IPEndPoint admin, bool isReadiness, TimeProvider time)
    {
        // What listens on every address is asked on loopback.
        var address = admin.Address.Equals(IPAddress.Any) || admin.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : admin.Address;
        _url = new Uri($"http://{new IPEndPoint(address, admin.Port)}/{(isReadiness ? "readyz" : "healthz")}");
        _time = time;
    }

    /// <summary>Asks until the answer is 200 or the time is over, and at least once; null, or what is wrong.</summary>
    public async Task<string?> RunAsync(TimeSpan wait, CancellationToken cancel)
    {
        for (var start = _time.GetTimestamp(); ;)
        {
            var problem = await AskAsync(cancel).ConfigureAwait(false);
            if (problem is null || cancel.IsCancellationRequested || _time.GetElapsedTime(start) + s_pause > wait) return problem;
            await Task.Delay(s_pause, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string?> AskAsync(CancellationToken cancel)
    {
        try
        {
            using var response = await _http.GetAsync(_url, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK ? null : $"{_url} answers {(int)response.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is SocketException refused ? $"{_url}: {refused.Message}" : $"{_url} doesn't answer in HTTP";
        }
        catch (OperationCanceledException)
        {
            return cancel.IsCancellationRequested ? "interrupted" : $"{_url} gave no answer within {s_timeout.TotalSeconds} s";
        }
    }
}
