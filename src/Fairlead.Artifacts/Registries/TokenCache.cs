namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Tokens by what they are for. However many ask for one at the same time, it is fetched once. Where it was refused for good, nobody asks again
/// for a while: a wrong password sent for each of a thousand blobs locks the account. Thread-safe.
/// </summary>
internal sealed class TokenCache(TimeProvider time)
{
    /// <summary>How long a refusal counts.</summary>
    public static readonly TimeSpan Refusal = TimeSpan.FromSeconds(30);

    // A token is 1 to 4 KB; a registry of more repositories than this asks for some of them again.
    private const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<TokenAnswer>> _answers = new(StringComparer.Ordinal);

    /// <summary>The token for a scope, from here or fetched.</summary>
    /// <param name="scope">What it is for.</param>
    /// <param name="fetch">Gets a new one; outlives the caller that began it.</param>
    /// <param name="cancel">Ends the wait, not the fetch: others may wait for it too.</param>
    /// <exception cref="RegistryException">It was refused, now or shortly before.</exception>
    public async Task<BearerToken> GetAsync(string scope, Func<Task<BearerToken>> fetch, CancellationToken cancel)
    {
        Task<TokenAnswer>? answer;
        lock (_lock)
        {
            if (!_answers.TryGetValue(scope, out answer) || !IsGood(answer))
            {
                if (_answers.Count >= Capacity) Prune();
                answer = _answers[scope] = Task.Run(() => FetchAsync(fetch), CancellationToken.None);
            }
        }
        var (token, refusal, _) = await answer.WaitAsync(cancel).ConfigureAwait(false);
        return token ?? throw new RegistryException(refusal!.Message, refusal.Status, refusal);
    }

    /// <summary>The token for a scope, if it is here.</summary>
    public BearerToken? Find(string scope)
    {
        lock (_lock) return _answers.TryGetValue(scope, out var answer) && answer.IsCompleted && IsGood(answer) ? answer.Result.Token : null;
    }

    /// <summary>A token was refused: unless it is another by now, the next caller gets a new one.</summary>
    public void Forget(string scope, string text)
    {
        lock (_lock)
            if (_answers.TryGetValue(scope, out var answer) && answer.IsCompletedSuccessfully && answer.Result.Token?.Text == text) _answers.Remove(scope);
    }

    private async Task<TokenAnswer> FetchAsync(Func<Task<BearerToken>> fetch)
    {
        try
        {
            var token = await fetch().ConfigureAwait(false);
            return new TokenAnswer(token, null, token.GoodUntil);
        }
        catch (RegistryException e) when (!e.IsTransient)
        {
            return new TokenAnswer(null, e, time.GetUtcNow() + Refusal);
        }
    }

    private bool IsGood(Task<TokenAnswer> answer) => !answer.IsCompleted || (answer.IsCompletedSuccessfully && time.GetUtcNow() < answer.Result.GoodUntil);

    private void Prune()
    {
        foreach (var (scope, answer) in _answers)
            if (!IsGood(answer)) _answers.Remove(scope);
        if (_answers.Count >= Capacity) _answers.Clear();
    }
}
