using Fairlead.Redirector.Health;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Health;

public sealed class HealthMonitorTests
{
    private readonly ManualTime _time = new();
    private readonly Clock _clock;

    public HealthMonitorTests() => _clock = new Clock(_time);

    [Fact]
    public async Task ProbeDue_SomeAreDue_ProbesThoseAndWaitsForAll()
    {
        var (due, slow, idle) = (new Target(), new Target(), new Target { DueAt = 1 });
        slow.Hold();
        var probing = new HealthMonitor(() => [due, slow, idle], _clock).ProbeDue();
        (due.Probes, slow.Probes, idle.Probes).ShouldBe((1, 1, 0));
        probing.IsCompleted.ShouldBeFalse();
        slow.Release();
        await probing;

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await new HealthMonitor(() => [idle], _clock).ProbeDue();
        idle.Probes.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TargetHangs_GoesOnWithTheOthers()
    {
        var (hangs, works) = (new Target(), new Target());
        hangs.Hold();
        using var stop = new CancellationTokenSource();
        var running = new HealthMonitor(() => [hangs, works], _clock).RunAsync(stop.Token);
        for (var round = 1; round <= 3; round++)
        {
            await works.ProbedAsync();
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
        await works.ProbedAsync();
        hangs.Probes.ShouldBeGreaterThanOrEqualTo(1);
        await stop.CancelAsync();
        await running; // ends without an exception
    }

    private sealed class Target : IProbeTarget
    {
        private readonly SemaphoreSlim _probed = new(0);
        private TaskCompletionSource _gate = new();
        private int _probes;

        public Target() => _gate.SetResult();

        public long DueAt { get; init; }

        public int Probes => Volatile.Read(ref _probes);

        public Task ProbedAsync() => _probed.WaitAsync(TestContext.Current.CancellationToken);

        public void Hold() => _gate = new TaskCompletionSource();

        public void Release() => _gate.SetResult();

        public bool IsProbeDue(long now) => now >= DueAt;

        public Task ProbeAsync()
        {
            Interlocked.Increment(ref _probes);
            _probed.Release();
            return _gate.Task;
        }
    }
}
