using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries;

/// <summary>Sends a request to a registry once: signed in where that is wanted, and after its redirects. Thread-safe.</summary>
internal sealed class RegistrySender(RegistryOrigin origin, RegistryHttp http, Authenticator authenticator)
{
    private readonly AnonymousTokens _strangers = new(http);

    /// <summary>The answer, whatever its status; only redirects of GET and HEAD, and challenges that could be met, are dealt with already.</summary>
    /// <exception cref="RegistryException">No answer, or a redirect that may not be followed.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, Deadline deadline)
    {
        var authorization = await authenticator.AuthorizeAsync(request.Scope, deadline.Token).ConfigureAwait(false);
        var response = await FollowAsync(request, request.Url, authorization, deadline).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized && origin.Owns(UrlOf(response)))
        {
            var answer = await DisposeUnlessAsync(response, authenticator.AnswerAsync(response, request.Scope, authorization, deadline.Token)).ConfigureAwait(false);
            if (answer is null || !request.CanRepeat) return response; // its next try finds the new token
            response.Dispose();
            (authorization, response) = (answer, await FollowAsync(request, request.Url, answer, deadline).ConfigureAwait(false));
        }
        // A challenge of whoever it redirected to is nothing that our credentials are for; what anybody is given will do, or nothing.
        if (response.StatusCode != HttpStatusCode.Unauthorized || request.IsPush || origin.Owns(UrlOf(response))) return response;
        if (!await DisposeUnlessAsync(response, _strangers.AnswerAsync(response, request.Scope, deadline.Token)).ConfigureAwait(false)) return response;
        response.Dispose();
        return await FollowAsync(request, UrlOf(response), authorization, deadline).ConfigureAwait(false);
    }

    private static Uri UrlOf(HttpResponseMessage response) => response.RequestMessage!.RequestUri!;

    // An answer that nobody lets go of keeps its connection.
    private static async ValueTask<T> DisposeUnlessAsync<T>(HttpResponseMessage response, ValueTask<T> succeeds)
    {
        try
        {
            return await succeeds.ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, Uri url, AuthenticationHeaderValue? authorization, Deadline deadline)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await http.SendAsync(Message(request, url, authorization), deadline).ConfigureAwait(false);
            if (!RegistryRedirect.Is(response.StatusCode) || (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)) return response;
            using (response)
            {
                if (redirects == RegistryRedirect.Most) throw new RegistryException($"{origin.Host}: {request}: it redirects more than {RegistryRedirect.Most} times");
                url = RegistryRedirect.Next(url, response, out var problem) ?? throw new RegistryException($"{origin.Host}: {request}: {problem}; nothing was fetched");
            }
        }
    }

    private HttpRequestMessage Message(RegistryRequest request, Uri url, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(request.Method, url) { Content = request.Content?.Invoke() };
        message.Headers.Authorization = origin.Owns(url) ? authorization : _strangers.Find(url, request.Scope);
        if (request.Accept is not null) message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.From > 0) message.Headers.TryAddWithoutValidation("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={request.From}-"));
        return message;
    }
}
