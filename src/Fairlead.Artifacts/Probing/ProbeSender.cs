using System.Net;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Probing;

/// <summary>
/// Sends a probe's requests: in each host's turn, again after a 429 or 503 that says when (<c>Retry-After</c>), and again with a token that
/// anybody is given where a registry wants one. Thread-safe.
/// </summary>
internal sealed class ProbeSender(HttpMessageInvoker http, ReachGuard guard, ProbeOptions options, ProbeTally tally, TimeProvider time) : IDisposable
{
    /// <summary>Often enough for a registry that is busy, and not for one that turns people away.</summary>
    private const int MostTimesAgain = 2;

    /// <summary>A client would have given up.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    // Its gates keep the rate, and its tokens are asked for through it, of nobody to whom a redirect may not lead either. No credentials are in it.
    private readonly RegistryHttp _registries = new(
        new RegistryClientOptions { RatePerSecond = options.RatePerSecond, IdleTimeout = options.IdleTimeout, Agent = options.FullAgent, Connect = guard.ConnectAsync }, time);
    private AnonymousTokens? _tokens;

    /// <summary>Sends a question to one place. The client's name is told where there is one.</summary>
    /// <exception cref="ProbeFailure">The place wants a token that can't be had.</exception>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(Uri url, PullQuestion question, ClientClaim? client, Patience patience)
    {
        var scope = TokenScope.Pull(question.Repository);
        var isSignedIn = false;
        for (var again = 0; ;)
        {
            var gate = _registries.Gates.Of(url).Rate;
            await patience.PauseAsync(gate.WaitAsync).ConfigureAwait(false);
            using var request = Request(url, question, client);
            request.Headers.Authorization = _tokens?.Find(url, scope);
            tally.Sent();
            var response = await http.SendAsync(request, patience.Token).ConfigureAwait(false);
            patience.Heard();
            if (response.StatusCode == HttpStatusCode.Unauthorized && !isSignedIn && await TrySignInAsync(response, scope, patience).ConfigureAwait(false))
            {
                isSignedIn = true;
            }
            else if (again < MostTimesAgain && WaitOf(response) is { } wait)
            {
                again++;
                tally.SentBack();
                gate.Pause(wait);
            }
            else
            {
                return response;
            }
            response.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registries.Dispose();

    private HttpRequestMessage Request(Uri url, PullQuestion question, ClientClaim? client)
    {
        var request = new HttpRequestMessage(question.Method, url);
        request.Headers.TryAddWithoutValidation("User-Agent", options.FullAgent);
        if (question.Range is { } part) request.Headers.Range = part.ToHeader();
        if (question.Accept is { } accept) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (client is not null) request.Headers.TryAddWithoutValidation(client.HeaderName, client.HeaderValue);
        return request;
    }

    private TimeSpan? WaitOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        && RetryAfter.Of(response.Headers.RetryAfter, time.GetUtcNow()) is { } wait && wait <= s_longestWait ? wait : null;

    private async Task<bool> TrySignInAsync(HttpResponseMessage refused, TokenScope scope, Patience patience)
    {
        var tokens = LazyInitializer.EnsureInitialized(ref _tokens, () => new AnonymousTokens(_registries));
        try
        {
            return await tokens.AnswerAsync(refused, scope, patience.Token).ConfigureAwait(false);
        }
        catch (RegistryException failure)
        {
            throw new ProbeFailure(failure.Message);
        }
    }
}
