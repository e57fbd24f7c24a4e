namespace Fairlead.Artifacts.Registries;

/// <summary>Tokens by what they are for. However many ask for one at the same time, it is fetched once. Thread-safe.</summary>
internal sealed class TokenCache(TimeProvider time)
{
    // A token is 1 to 4 KB; a registry of more repositories than this asks for some of them again.
    private const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<BearerToken>> _tokens = new(StringComparer.Ordinal);

    /// <summary>The token for a scope, from here or fetched.</summary>
    /// <param name="scope">What it is for.</param>
    /// <param name="fetch">Gets a new one; outlives the caller that began it.</param>
    /// <param name="cancel">Ends the wait, not the fetch: others may wait for it too.</param>
    public Task<BearerToken> GetAsync(string scope, Func<Task<BearerToken>> fetch, CancellationToken cancel)
    {
        Task<BearerToken>? token;
        lock (_lock)
        {
            if (!_tokens.TryGetValue(scope, out token) || !IsGood(token))
            {
                if (_tokens.Count >= Capacity) Prune();
                token = _tokens[scope] = Task.Run(fetch, CancellationToken.None);
            }
        }
        return token.IsCompletedSuccessfully ? token : token.WaitAsync(cancel);
    }

    /// <summary>A token was refused: unless it is another by now, the next caller gets a new one.</summary>
    public void Forget(string scope, string text)
    {
        lock (_lock)
            if (_tokens.TryGetValue(scope, out var token) && token.IsCompletedSuccessfully && token.Result.Text == text) _tokens.Remove(scope);
    }

    private bool IsGood(Task<BearerToken> token) => !token.IsCompleted || (token.IsCompletedSuccessfully && time.GetUtcNow() < token.Result.GoodUntil);

    private void Prune()
    {
        foreach (var (scope, token) in _tokens)
            if (!IsGood(token)) _tokens.Remove(scope);
        if (_tokens.Count >= Capacity) _tokens.Clear();
    }
}
