using System.Net.Http.Headers;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Signs requests to one registry in, once its challenge has told how. Credentials go to the registry and, where its challenge came
/// over HTTPS, to the token service that it names; to nobody else. Thread-safe.
/// </summary>
internal sealed class Authenticator(RegistryOrigin origin, RegistryHttp http)
{
    private readonly TokenService _tokens = new(http);
    private readonly TokenCache _cache = new(http.Time);
    private volatile Challenge? _challenge;

    /// <summary>What goes with a request, as far as the registry has told how it wants it.</summary>
    /// <exception cref="RegistryException">The token service gives no token.</exception>
    public async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(TokenScope scope, CancellationToken cancel) =>
        _challenge is { } challenge ? await MeetAsync(challenge, scope, asked: null, cancel).ConfigureAwait(false) : null;

    /// <summary>What to try instead after a 401; null when there is nothing else to try.</summary>
    /// <param name="refused">The answer.</param>
    /// <param name="scope">Of the request.</param>
    /// <param name="used">What went with it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RegistryException">The token service gives no token, or the challenge can't be met.</exception>
    public async ValueTask<AuthenticationHeaderValue?> AnswerAsync(
        HttpResponseMessage refused, TokenScope scope, AuthenticationHeaderValue? used, CancellationToken cancel)
    {
        if (used?.Scheme == "Bearer") _cache.Forget(scope.Text, used.Parameter!);
        if (Choose(refused) is not { } challenge) return null;
        _challenge = challenge with { Scope = null }; // that one was of this request
        var answer = await MeetAsync(challenge, scope, challenge.Scope, cancel).ConfigureAwait(false);
        return answer is not null && answer.Equals(used) ? null : answer;
    }

    private static Challenge? Choose(HttpResponseMessage refused)
    {
        var challenges = ChallengeReader.Read(refused.Headers);
        return challenges.Find(challenge => challenge is { Scheme: Challenge.Bearer, Realm: not null })
            ?? challenges.Find(challenge => challenge.Scheme == Challenge.Basic);
    }

    private async ValueTask<AuthenticationHeaderValue?> MeetAsync(Challenge challenge, TokenScope scope, string? asked, CancellationToken cancel)
    {
        if (challenge.Scheme == Challenge.Basic)
        {
            var credential = await FindAsync(cancel).ConfigureAwait(false);
            if (credential is { IsIdentityToken: true })
                throw new RegistryException($"{origin.Host}: it wants a user and a password, and an identity token is all there is for it");
            return credential is null ? null : TokenService.Basic(credential);
        }
        var realm = Realm(challenge.Realm!);
        var token = await _cache.GetAsync(scope.Text, FetchAsync, cancel).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", token.Text);

        async Task<BearerToken> FetchAsync()
        {
            // A challenge that came over plain HTTP may be anybody's who stands in between: nobody else gets a password on its word.
            var isOurs = !origin.IsPlainHttp || origin.Owns(realm);
            var credential = isOurs ? await FindAsync(CancellationToken.None).ConfigureAwait(false) : null;
            return await _tokens.FetchAsync(realm, challenge.Service, scope.PartsWith(asked), credential, origin.Host, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<RegistryCredential?> FindAsync(CancellationToken cancel)
    {
        try
        {
            return await http.Options.Credentials.FindAsync(origin.Host, cancel).ConfigureAwait(false);
        }
        catch (CredentialException e)
        {
            throw new RegistryException($"{origin.Host}: {e.Message}", inner: e);
        }
    }

    private Uri Realm(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https") || realm.UserInfo.Length > 0 || realm.Fragment.Length > 0)
            throw new RegistryException($"{origin.Host}: its token service is said to be at '{PlainText.Of(text)}', which is no URL to ask");
        if (realm.Scheme != Uri.UriSchemeHttps && !(origin.IsPlainHttp && origin.Owns(realm)))
            throw new RegistryException($"{origin.Host}: its token service at {realm.Authority} is not spoken to, as it is not at an https URL");
        return realm;
    }
}
