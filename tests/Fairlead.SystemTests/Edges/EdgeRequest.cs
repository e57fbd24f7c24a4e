namespace Fairlead.SystemTests.Edges;

/// <summary>A request as it is sent to a proxy and to <c>serve</c>, byte for byte the same.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The raw target.</param>
/// <param name="Host">The <c>Host</c> header.</param>
/// <param name="ForwardedFor">The <c>X-Forwarded-For</c> header; null: none.</param>
/// <param name="Headers">Lines of other headers, each with its end.</param>
internal sealed record EdgeRequest(string Method, string Target, string Host, string? ForwardedFor, string Headers = "")
{
    /// <summary>What goes over the wire: one character a byte.</summary>
    public string Text =>
        $"{Method} {Target} HTTP/1.1\r\nHost: {Host}\r\n" +
        (ForwardedFor is null ? "" : $"X-Forwarded-For: {ForwardedFor}\r\n") +
        Headers +
        (Method is "GET" or "HEAD" ? "" : "Content-Length: 0\r\n") +
        "\r\n";

    public override string ToString() => $"{Method} {Target} (Host: {Host}, X-Forwarded-For: {ForwardedFor ?? "none"}, {Headers.ReplaceLineEndings("; ")})";
}
