using System.Globalization;
using System.Net;

namespace Fairlead.Artifacts.Probing;

/// <summary>What the redirector answered to one question.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Location">Where it leads; null where it doesn't.</param>
/// <param name="Problem">Why it is no redirect as clients need it; null where it is one.</param>
/// <param name="IsNoStore">Whether no cache on the way may keep it.</param>
internal sealed record RedirectAnswer(HttpStatusCode Status, Uri? Location, string? Problem, bool IsNoStore)
{
    /// <summary>Reads it off an answer (request rule 12: 307, or the configured 302).</summary>
    public static RedirectAnswer Of(Uri asked, HttpResponseMessage response)
    {
        var code = response.StatusCode;
        var isNoStore = response.Headers.CacheControl?.NoStore ?? false;
        var status = string.Create(CultureInfo.InvariantCulture, $"the redirector answers {(int)code}, not 307 or 302");
        if (!RedirectRules.IsRedirect(code)) return new RedirectAnswer(code, null, status, isNoStore);
        var location = RedirectRules.Next(asked, response, out var refusal);
        if (refusal is not null) return new RedirectAnswer(code, null, refusal, isNoStore);
        // The others may be kept by clients, for every address that they ever have.
        return new RedirectAnswer(code, location, code is HttpStatusCode.TemporaryRedirect or HttpStatusCode.Found ? null : status, isNoStore);
    }
}
