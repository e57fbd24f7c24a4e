using System.Security.Authentication;

namespace Fairlead.Artifacts.Registries;

/// <summary>Why there was no answer, in words that say what to do where the two sides don't agree on TLS.</summary>
internal static class NoAnswer
{
    private const string WantsTls = "does it want TLS? Then it is not to be named by --plain-http";

    /// <summary>Whether what came was no TLS at all: so it will be the next time.</summary>
    public static bool IsWithoutTls(Exception e) =>
        // What .NET says when the first bytes are those of "HTTP/1.1 400".
        e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException inner }
        && inner.Message.Contains("frame", StringComparison.OrdinalIgnoreCase);

    /// <summary>In one line; what a server may have had a word in is still to be made printable.</summary>
    public static string Reason(Exception e, Uri url) => e switch
    {
        _ when IsWithoutTls(e) => $"it doesn't speak TLS; where plain HTTP is meant, name it: --plain-http {url.Authority}, or registries.plainHttp in a file of mirrors",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } => $"no TLS connection: {inner.Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } when url.Scheme == Uri.UriSchemeHttp => $"{Whole(e)} ({WantsTls})",
        _ => Whole(e),
    };

    /// <summary>What a refusal of a plain HTTP request may mean; empty where it means what it says.</summary>
    public static string Advice(System.Net.HttpStatusCode status, Uri url) =>
        status == System.Net.HttpStatusCode.BadRequest && url.Scheme == Uri.UriSchemeHttp ? $" ({WantsTls})" : "";

    // The outer message is often only that something went wrong while sending.
    private static string Whole(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
}
