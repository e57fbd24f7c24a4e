using System.Runtime.InteropServices;

namespace Fairlead.Cli;

/// <summary>SIGTERM and SIGINT ask to stop, a second one to hurry; SIGHUP asks to reload.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource<StopKind> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _second = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action? _reload;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, StopKind.Terminate)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, StopKind.Interrupt)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _reload?.Invoke();
        }),
    ];

    /// <summary>Done at the first request to stop.</summary>
    public Task<StopKind> FirstStop => _first.Task;

    /// <summary>Cancelled at the second.</summary>
    public CancellationToken SecondStop => _second.Token;

    /// <summary>What to do on SIGHUP; until it is set, nothing.</summary>
    public void OnReload(Action reload) => _reload = reload;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _second.Dispose();
    }

    private void Stop(PosixSignalContext signal, StopKind kind)
    {
        signal.Cancel = true;
        if (!_first.TrySetResult(kind)) _second.Cancel();
    }
}
