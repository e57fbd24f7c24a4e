using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// One pool of connections for all registries of a run. Nothing is done behind our back: no redirect is followed, no cookie kept, nothing
/// unpacked. Proxies are those of the environment. Thread-safe.
/// </summary>
internal sealed class RegistryHttp(RegistryClientOptions options, TimeProvider time) : IDisposable
{
    // Not an HttpClient: its own time limit and its buffering cost something for each request and serve nobody here.
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectCallback = options.Connect,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10), // names move
        MaxResponseHeadersLength = 64, // KiB: signed URLs are long
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        SslOptions = options.TrustedRoots is null ? new() : new() { CertificateChainPolicy = Trust(options.TrustedRoots) },
    });

    public TimeProvider Time => time;

    public RegistryClientOptions Options => options;

    public HostGates Gates { get; } = new(options, time);

    /// <summary>A time limit for one exchange.</summary>
    public Deadline Deadline(CancellationToken cancel) => new(options.IdleTimeout, time, cancel);

    /// <summary>Sends one request and waits for the headers of its answer, in the host's turn and within the time.</summary>
    /// <exception cref="RegistryException">No answer; <see cref="RegistryException.IsTransient"/> unless it speaks no TLS.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Deadline deadline)
    {
        var url = request.RequestUri!;
        await Gates.Of(url).Rate.WaitAsync(deadline.Token).ConfigureAwait(false);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Agent);
        deadline.Start();
        try
        {
            return await _invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (deadline.HasPassed || e is HttpRequestException or SocketException)
        {
            throw Unanswered($"{request.Method} {url.AbsolutePath}", url, deadline, e);
        }
        finally
        {
            deadline.Stop();
        }
    }

    /// <summary>No answer, or half of one.</summary>
    public RegistryException Unanswered(string what, Uri url, Deadline deadline, Exception e) => new(
        deadline.HasPassed
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{url.Authority}: {what}: nothing came for {options.IdleTimeout.TotalSeconds} s")
            : $"{url.Authority}: {what}: {PlainText.Of(NoAnswer.Reason(e, url))}", inner: e)
    {
        IsTransient = deadline.HasPassed || !NoAnswer.IsFinal(e),
    };

    public void Dispose() => _invoker.Dispose();

    private static X509ChainPolicy Trust(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
