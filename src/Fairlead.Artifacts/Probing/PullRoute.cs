using System.Globalization;

namespace Fairlead.Artifacts.Probing;

/// <summary>The way of a pull: the question to the redirector, in the client's name, and then from place to place as a client goes.</summary>
internal sealed class PullRoute(ProbeSender sender, ProbeOptions options)
{
    /// <summary>Asks the redirector. The client's name goes to it alone.</summary>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<RedirectAnswer> AskAsync(PullQuestion question, Patience patience)
    {
        var url = new Uri(options.Redirector, question.Path);
        using var response = await sender.SendAsync(url, question, options.Client, patience).ConfigureAwait(false);
        return RedirectAnswer.Of(url, response);
    }

    /// <summary>Goes where a redirect leads, until somebody answers with something else.</summary>
    /// <exception cref="ProbeFailure">It leads nowhere.</exception>
    /// <exception cref="HttpRequestException">Somebody on the way can't be reached.</exception>
    public async Task<EndAnswer> FollowAsync(Uri location, PullQuestion question, Patience patience)
    {
        var via = new List<string>();
        for (var (url, redirects) = (location, 1); ; redirects++)
        {
            var response = await sender.SendAsync(url, question, client: null, patience).ConfigureAwait(false);
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

    /// <summary>Asks once more for the rest of what has broken off, as clients do: at the redirector, and from there on.</summary>
    /// <exception cref="ProbeFailure">It leads nowhere.</exception>
    /// <exception cref="HttpRequestException">Somebody on the way can't be reached.</exception>
    public async Task<EndAnswer> AskAgainAsync(PullQuestion question, Patience patience)
    {
        var redirect = await AskAsync(question, patience).ConfigureAwait(false);
        if (redirect.Location is null) throw new ProbeFailure(redirect.Problem!);
        return await FollowAsync(redirect.Location, question, patience).ConfigureAwait(false);
    }
}
