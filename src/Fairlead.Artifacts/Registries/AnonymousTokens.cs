using System.Net.Http.Headers;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Tokens that anybody is given, for the hosts that a registry redirects to: Docker Hub and others want one for public images too, and a
/// redirector in front of them can't send it along. No credentials are used. Thread-safe.
/// </summary>
internal sealed class AnonymousTokens(RegistryHttp http)
{
    private readonly TokenService _service = new(http);
    private readonly TokenCache _cache = new(http.Time);

    /// <summary>What goes with a request to this host, if it has been given out before for the same purpose.</summary>
    public AuthenticationHeaderValue? Find(Uri url, TokenScope scope) =>
        _cache.Find(Key(url, scope)) is { } token ? new AuthenticationHeaderValue("Bearer", token.Text) : null;

    /// <summary>Asks for a token after a 401; false where there is none to be had, or the one that was sent is no better than none.</summary>
    /// <param name="refused">The answer.</param>
    /// <param name="scope">Of the request, as the registry that it was meant for has it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RegistryException">The token service gives none.</exception>
    public async ValueTask<bool> AnswerAsync(HttpResponseMessage refused, TokenScope scope, CancellationToken cancel)
    {
        var url = refused.RequestMessage!.RequestUri!;
        var key = Key(url, scope);
        if (refused.RequestMessage.Headers.Authorization is { Parameter: { } used }) _cache.Forget(key, used);
        var challenge = ChallengeReader.Read(refused.Headers).Find(challenge => challenge is { Scheme: Challenge.Bearer, Realm: not null });
        if (challenge is null || Realm(challenge.Realm!, url) is not { } realm) return false;
        // The image has another name there, which only the challenge tells.
        var scopes = TokenScope.None.PartsWith(challenge.Scope);
        await _cache.GetAsync(key, () => _service.FetchAsync(realm, challenge.Service, scopes, null, url.Authority, CancellationToken.None), cancel).ConfigureAwait(false);
        return true;
    }

    // What goes for a host goes for its own plain HTTP too: whoever stands in between has seen the request itself.
    private static Uri? Realm(string text, Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out var realm) && realm.UserInfo.Length == 0 && realm.Fragment.Length == 0
            && (realm.Scheme == Uri.UriSchemeHttps || (realm.Scheme == Uri.UriSchemeHttp && RegistryOrigin.AreSame(realm, url))) ? realm : null;

    private static string Key(Uri url, TokenScope scope) => $"{url.Scheme}://{url.Authority} {scope.Text}";
}
