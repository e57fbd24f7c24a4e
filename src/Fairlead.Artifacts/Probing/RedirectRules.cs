using System.Net;

namespace Fairlead.Artifacts.Probing;

/// <summary>Where a redirect may lead.</summary>
internal static class RedirectRules
{
    /// <summary>In all, the redirector's own among them: clients give up after 5 to 20.</summary>
    public const int Most = 5;

    /// <summary>Whether a status is one (RFC 9110 section 15.4) that keeps a GET a GET.</summary>
    public static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>
    /// The URL to ask next, or why there is none. Never from https to http, where anybody on the way could answer, and never with a name and
    /// password, which clients would send.
    /// </summary>
    public static Uri? Next(Uri from, HttpResponseMessage response, out string? refusal)
    {
        var place = PrintableText.Of(from);
        refusal = null;
        // As it stands on the wire: the typed header is null for what it can't parse.
        if (!response.Headers.NonValidated.TryGetValues("Location", out var lines) || lines.Count == 0) refusal = $"{place} redirects without saying where to";
        else if (lines.Count > 1) refusal = $"{place} redirects to {lines.Count} places at once";
        if (refusal is not null) return null;
        var text = lines.First();
        if (!Uri.TryCreate(from, text, out var to) || (to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps) || to.Host.Length == 0)
            refusal = $"{place} redirects to what is no web address: '{PrintableText.Of(text)}'";
        else if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp)
            refusal = $"{place} redirects from https to http: {PrintableText.Of(to)}";
        else if (to.UserInfo.Length > 0)
            refusal = $"{place} redirects to a URL with a name and password in it, at {PrintableText.HostOf(to)}";
        return refusal is null ? to : null;
    }
}
