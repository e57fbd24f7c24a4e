namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Who asks for a tag and then puts it has its turn: two edges for one tag, as a plan that somebody wrote might have, never both find it free. Of one host. Thread-safe.
/// </summary>
internal sealed class TagTurns
{
    // Tags share them by their hash: some wait for nothing, and none is kept for each of a million tags.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Does something in a tag's turn.</summary>
    public async Task<T> TakeAsync<T>(string repository, string tag, Func<Task<T>> body, CancellationToken cancel)
    {
        var turn = _turns[(uint)HashCode.Combine(repository, tag) % (uint)_turns.Length];
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await body().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
