using System.Net;

namespace Fairlead.Artifacts.Registries;

/// <summary>Asks one registry things: with retries, in turn, and within time. Thread-safe.</summary>
internal sealed class RegistryExchange
{
    private static readonly HttpStatusCode[] s_read = [HttpStatusCode.OK, HttpStatusCode.NotFound];

    private readonly RegistryOrigin _origin;
    private readonly RegistrySender _sender;

    public RegistryExchange(RegistryOrigin origin, RegistryHttp http)
    {
        _origin = origin;
        _sender = new RegistrySender(origin, http, new Authenticator(origin, http));
        (Http, Retries, Gate) = (http, new Retries(http.Options, http.Time), http.Gates.Of(origin.Root));
    }

    /// <summary><c>HOST[:PORT]</c>.</summary>
    public string Host => _origin.Host;

    public RegistryOrigin Origin => _origin;

    public RegistryHttp Http { get; }

    public Retries Retries { get; }

    public HostGate Gate { get; }

    /// <summary>A path of the registry as a URL.</summary>
    public Uri Url(string path) => _origin.Url(path);

    /// <summary>One try, whatever the answer. The caller holds a permit.</summary>
    public Task<HttpResponseMessage> SendAsync(RegistryRequest request, Deadline deadline) => _sender.SendAsync(request, deadline);

    /// <summary>The exception for an answer, which is disposed of.</summary>
    public Task<RegistryException> RefusedAsync(RegistryRequest request, HttpResponseMessage response, Deadline deadline)
    {
        var advice = _origin.Owns(response.RequestMessage!.RequestUri!) ? null : $" ({Host} sent us there; no credentials are)";
        return Http.RefusedAsync(response, request.ToString(), deadline, advice);
    }

    /// <summary>Asks, and makes something of an answer that is 200 or 404.</summary>
    public Task<T> GetAsync<T>(RegistryRequest request, Func<RegistryRequest, HttpResponseMessage, Deadline, Task<T>> read, CancellationToken cancel) =>
        AskAsync(request, s_read, read, cancel);

    /// <summary>Asks, and makes something of an answer whose status is one of these; the others are exceptions.</summary>
    public async Task<T> AskAsync<T>(
        RegistryRequest request, HttpStatusCode[] good, Func<RegistryRequest, HttpResponseMessage, Deadline, Task<T>> read, CancellationToken cancel)
    {
        using var permit = await (request.IsPush ? Gate.PushAsync(cancel) : Gate.ReadAsync(cancel)).ConfigureAwait(false);
        return await Retries.RunAsync(async cancel =>
        {
            using var deadline = Http.Deadline(cancel);
            var response = await SendAsync(request, deadline).ConfigureAwait(false);
            if (!good.Contains(response.StatusCode)) throw await RefusedAsync(request, response, deadline).ConfigureAwait(false);
            using (response) return await read(request, response, deadline).ConfigureAwait(false);
        }, cancel).ConfigureAwait(false);
    }
}
