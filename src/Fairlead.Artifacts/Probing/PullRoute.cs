using System.Globalization;
using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Probing;

/// <summary>The way of a pull: the question to the redirector, in the client's name, and then from place to place as a client goes.</summary>
internal sealed class PullRoute(HttpMessageInvoker http, ProbeOptions options)
{
    private static readonly ProductInfoHeaderValue s_agent = new("fairlead", typeof(PullRoute).Assembly.GetName().Version?.ToString(3));

    /// <summary>Asks the redirector for a blob. The client's name goes to it alone.</summary>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<RedirectAnswer> AskAsync(ProbedBlob blob, HttpMethod method, ByteRange? range, Patience patience)
    {
        var url = new Uri(options.Redirector, PathOf(blob));
        using var response = await SendAsync(url, method, range, options.Client, patience).ConfigureAwait(false);
        return RedirectAnswer.Of(url, response);
    }

    /// <summary>Goes where a redirect leads, until somebody answers with something else.</summary>
    /// <exception cref="ProbeFailure">It leads nowhere.</exception>
    /// <exception cref="HttpRequestException">Somebody on the way can't be reached.</exception>
    public async Task<EndAnswer> FollowAsync(Uri location, HttpMethod method, ByteRange? range, Patience patience)
    {
        var via = new List<string>();
        for (var (url, redirects) = (location, 1); ; redirects++)
        {
            var response = await SendAsync(url, method, range, client: null, patience).ConfigureAwait(false);
            if (!RedirectRules.IsRedirect(response.StatusCode)) return new EndAnswer(response, url, via);
            using (response)
            {
                if (redirects == RedirectRules.Most)
                    throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"more than {RedirectRules.Most} redirects, the last from {PrintableText.Of(url)}"));
                via.Add(PrintableText.HostOf(url));
                url = RedirectRules.Next(url, response, out var refusal) ?? throw new ProbeFailure(refusal!);
            }
        }
    }

    /// <summary>A blob's path (OCI distribution specification 1.1, "Pulling blobs").</summary>
    public static string PathOf(ProbedBlob blob) => $"/v2/{blob.Repository}/blobs/{blob.Digest}";

    private async Task<HttpResponseMessage> SendAsync(Uri url, HttpMethod method, ByteRange? range, ClientClaim? client, Patience patience)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.UserAgent.Add(s_agent);
        if (range is { } part) request.Headers.Range = part.ToHeader();
        if (client is not null) request.Headers.TryAddWithoutValidation(client.HeaderName, client.HeaderValue);
        var response = await http.SendAsync(request, patience.Token).ConfigureAwait(false);
        patience.Heard();
        return response;
    }
}
