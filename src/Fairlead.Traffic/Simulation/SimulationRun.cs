using Fairlead.Traffic.Importing;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Simulation;

/// <summary>Logs into the result of a simulation: read by several workers, each of which replays what it reads.</summary>
/// <param name="plan">What is replayed under what.</param>
/// <param name="format">Name of the logs' format; null: each log's content tells.</param>
/// <param name="workers">How many logs are read at the same time.</param>
public sealed class SimulationRun(SimulationPlan plan, string? format, int workers)
{
    private readonly LogWorkers _reading = new(format, workers, RequestIds.UsualWindow);

    /// <inheritdoc cref="LogWorkers.Failures"/>
    public IReadOnlyList<(string Log, string Problem)> Failures => _reading.Failures;

    /// <inheritdoc cref="LogWorkers.Lines"/>
    public long Lines => _reading.Lines;

    /// <inheritdoc cref="LogWorkers.BytesRead"/>
    public long BytesRead => _reading.BytesRead;

    /// <summary>Replays all that is in the logs.</summary>
    /// <param name="logs">The logs.</param>
    /// <param name="prices">What bytes and requests cost; null: nothing is said of costs.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="InvalidDataException">By the prices, it would cost more than can be counted.</exception>
    public async Task<SimulationResult> RunAsync(IReadOnlyList<ILogSource> logs, PriceBook? prices, CancellationToken cancel)
    {
        var simulators = new Simulator[workers];
        for (var i = 0; i < workers; i++) simulators[i] = new Simulator(plan);
        var counts = await _reading.ReadAsync(logs, simulators, cancel).ConfigureAwait(false);
        return plan.ResultOf(simulators, counts, prices);
    }
}
