using System.Security.Authentication;

namespace Fairlead.Artifacts.Registries;

/// <summary>Why there was no answer, in words that say what to do where the two sides don't agree on TLS.</summary>
internal static class NoAnswer
{
    private const string WantsTls = "does it want TLS? Then it is not to be named by --plain-http";

    // Where .NET looks on Linux (OpenSSL's names for it); the file's certificates are added to those of the folder.
    private const string OwnAuthority = " (a certificate authority of your own is trusted if the file that SSL_CERT_FILE names has it)";

    /// <summary>Whether it will be the same the next time: the certificate, or no TLS at all. A connection that broke in the handshake is another thing.</summary>
    public static bool IsFinal(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException };

    /// <summary>In one line; what a server may have had a word in is still to be made printable.</summary>
    public static string Reason(Exception e, Uri url) => e switch
    {
        _ when IsWithoutTls(e) => $"it doesn't speak TLS; where plain HTTP is meant, name it: --plain-http {url.Authority}, or registries.plainHttp in a mirrors.yaml",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } =>
            $"no TLS connection: {inner.Message}{(inner.Message.Contains("certificate", StringComparison.Ordinal) ? OwnAuthority : "")}",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } when url.Scheme == Uri.UriSchemeHttp => $"{Whole(e)} ({WantsTls})",
        _ => Whole(e),
    };

    /// <summary>What a refusal of a plain HTTP request may mean; empty where it means what it says.</summary>
    public static string Advice(System.Net.HttpStatusCode status, Uri url) =>
        status == System.Net.HttpStatusCode.BadRequest && url.Scheme == Uri.UriSchemeHttp ? $" ({WantsTls})" : "";

    private static bool IsWithoutTls(Exception e) =>
        // What .NET says when the first bytes are those of "HTTP/1.1 400".
        e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException inner }
        && inner.Message.Contains("frame", StringComparison.OrdinalIgnoreCase);

    // The outer message is often only that something went wrong while sending.
    private static string Whole(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
}
