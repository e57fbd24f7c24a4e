namespace Fairlead.SystemTests.Processes;

/// <summary>The tests' own HTTP client: follows no redirect, so that tests see each one; every request has a deadline.</summary>
internal static class Http
{
    /// <summary>The header in which a load balancer says whose request it passes on.</summary>
    public const string ForwardedFor = "X-Forwarded-For";

    public static readonly HttpClient Client = NewClient();

    /// <summary>A client with connections of its own.</summary>
    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Asks for a URL as a client with this address behind one trusted proxy.</summary>
    public static async Task<Answer> GetAsync(Uri url, string? clientAddress = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Host = host } };
        if (clientAddress is not null) request.Headers.Add(ForwardedFor, clientAddress);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }
}
