using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// A source's repository. It is read when the first destination needs it, once for all of them, and forgotten when the last one has been decided.
/// Thread-safe.
/// </summary>
internal sealed class PlanSource(PlanReading reading, RepositoryId id)
{
    private readonly Lock _lock = new();
    private Task<RepositoryHoldings>? _holdings;
    private int _users;
    private long _undecided;
    private string? _trouble;

    /// <summary>Which.</summary>
    public RepositoryId Id => id;

    /// <summary>One destination more may need it.</summary>
    public void Hold()
    {
        lock (_lock) _users++;
    }

    /// <summary>A destination has been decided; with the last of them, what could not be is told.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            if (--_users > 0) return;
            _holdings = null;
        }
        if (_trouble is not null) reading.Fail(id, _undecided, _trouble);
    }

    /// <summary>What it holds; null where it can't be read, which is kept for the plan's failures.</summary>
    /// <param name="digests">What has to be known of it.</param>
    /// <param name="tags">These too.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<RepositoryHoldings?> FindAsync(IEnumerable<Digest> digests, IEnumerable<string> tags, CancellationToken cancel)
    {
        try
        {
            var holdings = await ReadAsync(cancel).ConfigureAwait(false);
            await holdings.LearnAsync(tags, digests, cancel).ConfigureAwait(false);
            return holdings;
        }
        catch (RegistryException e)
        {
            lock (_lock) _trouble ??= e.Message;
            return null;
        }
    }

    /// <summary>So many edges depend on what could not be read of it.</summary>
    public void LeaveOut(long edges) => Interlocked.Add(ref _undecided, edges);

    private Task<RepositoryHoldings> ReadAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_holdings is not null) return _holdings;
            reading.Expect(1);
            return _holdings = reading.ReadAsync(id, cancel);
        }
    }
}
