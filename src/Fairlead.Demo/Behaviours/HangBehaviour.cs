using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Behaviours;

/// <summary>
/// Takes requests and doesn't answer. A test waits for them to arrive with <see cref="ArrivalAsync"/>, and lets them be
/// answered with <see cref="Release"/>. A client that gives up, or a server that stops, ends the wait too.
/// </summary>
public sealed class HangBehaviour : Behaviour
{
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HangBehaviour()
    {
    }

    /// <summary>Waits until a request hangs here; called n times, until n have come.</summary>
    public Task ArrivalAsync(CancellationToken cancel = default) => _arrivals.WaitAsync(cancel);

    /// <summary>Lets every request that hangs here, and every later one, be answered as it should.</summary>
    public void Release() => _released.TrySetResult();

    internal override async ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        _arrivals.Release();
        await _released.Task.WaitAsync(context.RequestAborted);
        return true;
    }
}
