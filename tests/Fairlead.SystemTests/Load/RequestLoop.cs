using System.Collections.Concurrent;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Load;

/// <summary>Some clients that ask for one URL again and again, and keep of every request that fails when it began and ended.</summary>
internal sealed class RequestLoop : IAsyncDisposable
{
    private const int Clients = 8;

    private readonly HttpClient _client = Http.NewClient();
    private readonly ConcurrentQueue<FailedRequest> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _answered;

    /// <param name="url">What is asked for.</param>
    /// <param name="location">Where every answer is to lead.</param>
    public RequestLoop(Uri url, string location) =>
        _running = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(url, location))));

    /// <summary>Requests that were answered as they should be.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public IReadOnlyCollection<FailedRequest> Failures => _failures;

    /// <summary>Waits until that many more have been answered.</summary>
    public Task MoreAnsweredAsync(int count)
    {
        var wanted = Answered + count;
        return Eventually.IsTrueAsync($"{count} more answers", () => Answered >= wanted);
    }

    /// <summary>Ends the loop; requests under way are answered first.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(Uri url, string location)
    {
        while (!_stop.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            string? problem = null;
            try
            {
                using var response = await _client.GetAsync(url);
                if (response.Headers.Location?.OriginalString != location) problem = $"{(int)response.StatusCode} {response.Headers.Location}";
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                problem = failure.Message;
            }
            if (problem is null)
            {
                Interlocked.Increment(ref _answered);
                continue;
            }
            _failures.Enqueue(new FailedRequest(began, TimeProvider.System.GetTimestamp(), problem));
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}
