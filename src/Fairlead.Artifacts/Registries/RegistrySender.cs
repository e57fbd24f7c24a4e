using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries;

/// <summary>Sends a request to a registry once: signed in where that is wanted, and after its redirects. Thread-safe.</summary>
internal sealed class RegistrySender(RegistryOrigin origin, RegistryHttp http, Authenticator authenticator)
{
    /// <summary>The answer, whatever its status; only redirects of GET and HEAD, and challenges that could be met, are dealt with already.</summary>
    /// <exception cref="RegistryException">No answer, or a redirect that may not be followed.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, Deadline deadline)
    {
        var authorization = await authenticator.AuthorizeAsync(request.Scope, deadline.Token).ConfigureAwait(false);
        var response = await FollowAsync(request, authorization, deadline).ConfigureAwait(false);
        // A challenge of whoever it redirected to is nothing that our credentials are for.
        if (response.StatusCode != HttpStatusCode.Unauthorized || !origin.Owns(response.RequestMessage!.RequestUri!)) return response;
        var answer = await authenticator.AnswerAsync(response, request.Scope, authorization, deadline.Token).ConfigureAwait(false);
        if (answer is null || !request.CanRepeat) return response; // its next try finds the new token
        response.Dispose();
        return await FollowAsync(request, answer, deadline).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> FollowAsync(RegistryRequest request, AuthenticationHeaderValue? authorization, Deadline deadline)
    {
        var url = request.Url;
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
        if (origin.Owns(url)) message.Headers.Authorization = authorization;
        if (request.Accept is not null) message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.From > 0) message.Headers.TryAddWithoutValidation("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={request.From}-"));
        return message;
    }
}
