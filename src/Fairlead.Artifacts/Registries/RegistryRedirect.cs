using System.Net;

namespace Fairlead.Artifacts.Registries;

/// <summary>Where a redirect leads, if it may: registries send blobs to buckets, and redirectors everything to registries.</summary>
internal static class RegistryRedirect
{
    /// <summary>Redirects of one request; more is a circle.</summary>
    public const int Most = 5;

    public static bool Is(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>The next URL; null and what is wrong with it. Never from HTTPS to HTTP, never with a user in it.</summary>
    public static Uri? Next(Uri from, HttpResponseMessage response, out string? problem)
    {
        problem = null;
        if (response.Headers.Location is not { } location) problem = "it redirects nowhere";
        else if (!Uri.TryCreate(from, location, out var next) || next.Scheme is not ("http" or "https")) problem = "it redirects to what is no http or https URL";
        else if (next.Scheme == Uri.UriSchemeHttp && from.Scheme != Uri.UriSchemeHttp) problem = $"it redirects from https to http, to {next.Authority}";
        else if (next.UserInfo.Length > 0) problem = $"it redirects to a URL with a user in it, at {next.Authority}";
        else return next;
        return null;
    }
}
