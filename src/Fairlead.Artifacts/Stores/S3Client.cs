using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Fairlead.Artifacts.Stores.Signing;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Signed requests to one bucket. Its own, because the AWS SDK sends a content that can't be sought in aws-chunked whatever it is told, and takes
/// ten times the processor time a request; the SDK finds the credentials. Thread-safe.
/// </summary>
internal sealed class S3Client : IDisposable
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan s_answerWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(20);

    private readonly S3Credentials _credentials;
    private readonly TimeProvider _time;
    private readonly RequestSigner _signer;
    private readonly HttpClient _http;

    public S3Client(BucketAddress address, TimeProvider time, Func<string, string?> environment)
    {
        Name = address.Name;
        Dialect = address.Dialect;
        _time = time;
        _credentials = new S3Credentials(address, time);
        Endpoint = S3Endpoint.Of(address, _credentials, environment);
        _signer = new RequestSigner(Endpoint.Region, Dialect.Signature);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // credentials go nowhere else
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // buckets move between addresses
            MaxResponseHeadersLength = 64,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The bucket, for messages: <c>s3://BUCKET</c>.</summary>
    public string Name { get; }

    public StoreDialect Dialect { get; }

    public S3Endpoint Endpoint { get; }

    public TimeProvider Time => _time;

    /// <summary>Sends it until it is answered, with pauses between, and reads the answer.</summary>
    /// <exception cref="StoreException">It failed for good, or for too long.</exception>
    public Task<S3Answer> AskAsync(S3Call call, CancellationToken cancel) => TryAsync(call, ReadAsync, cancel);

    /// <summary>The same, with the body left to be read.</summary>
    /// <exception cref="StoreException">It failed for good, or for too long.</exception>
    public Task<HttpResponseMessage> OpenAsync(S3Call call, CancellationToken cancel) => TryAsync(call, static (response, _) => Task.FromResult(response), cancel);

    private async Task<T> TryAsync<T>(S3Call call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var hash = call.BodyHash ?? (call.Body.IsEmpty ? RequestSigner.EmptyHash : Convert.ToHexStringLower(SHA256.HashData(call.Body.Span)));
        for (var attempt = 1; ; attempt++)
        {
            using var request = Request(call);
            StoreException failure;
            try
            {
                using var late = new CancellationTokenSource(s_answerWait, _time);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
                var response = await SendAsync(request, hash, limit.Token).ConfigureAwait(false);
                try
                {
                    if (await IsAnswerAsync(call, response, limit.Token).ConfigureAwait(false)) return await read(response, limit.Token).ConfigureAwait(false);
                    failure = S3Failure.Of(call.Doing, call.Permission, Name, await ErrorAsync(response, limit.Token).ConfigureAwait(false));
                    response.Dispose();
                }
                catch
                {
                    response.Dispose();
                    throw;
                }
            }
            catch (Exception e) when (IsNoAnswer(e, cancel))
            {
                failure = S3Failure.NoAnswer(call.Doing, Name, call.Url, e);
            }
            if (!failure.IsTransient || attempt == MaxAttempts) throw failure;
            await PauseAsync(attempt, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Signs and sends, once.</summary>
    /// <param name="request">All but the signature.</param>
    /// <param name="payloadHash">SHA-256 of the body in hex.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string payloadHash, CancellationToken cancel)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "fairlead");
        if (await _credentials.GetAsync(cancel).ConfigureAwait(false) is { } keys)
            _signer.Sign(request, payloadHash, keys.AccessKey, keys.SecretKey, keys.Token, _time.GetUtcNow());
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
    }

    /// <summary>What the server says went wrong.</summary>
    public static async Task<S3Error> ErrorAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var region = response.Headers.TryGetValues("x-amz-bucket-region", out var regions) ? regions.First() : "";
        return S3Xml.Error((int)response.StatusCode, region, await BodyAsync(response, cancel).ConfigureAwait(false));
    }

    /// <summary>A short body, whole.</summary>
    /// <exception cref="IOException">It is not short.</exception>
    public static async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        using var held = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await body.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (held.Length + read > S3Xml.MaxBytes) throw new IOException($"the answer is longer than {S3Xml.MaxBytes >> 20} MiB");
            held.Write(buffer, 0, read);
        }
        return held.ToArray();
    }

    /// <summary>Waits before the next attempt: twice as long each time, and some of it by chance, so that many don't come back at once.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancel)
    {
        var most = Math.Min(s_firstPause.TotalMilliseconds * Math.Pow(2, attempt - 1), s_longestPause.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(most * (0.5 + (Random.Shared.NextDouble() / 2))), _time, cancel);
    }

    /// <summary>
    /// Whether this means that there was no answer; being told to stop is something else. A connection that is reset in the moment in which it is
    /// made comes out of .NET 10's HTTP client as the socket's own exception.
    /// </summary>
    public static bool IsNoAnswer(Exception e, CancellationToken cancel) =>
        e is not StoreException && (e is HttpRequestException or SocketException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested));

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(S3Call call)
    {
        var request = new HttpRequestMessage(call.Method, call.Url);
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (!call.Body.IsEmpty) request.Content = new ReadOnlyMemoryContent(call.Body);
        if (call.ContentType is { } type) (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private static async Task<S3Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response) return new S3Answer(response, await BodyAsync(response, cancel).ConfigureAwait(false));
    }

    private static async Task<bool> IsAnswerAsync(S3Call call, HttpResponseMessage response, CancellationToken cancel) =>
        response.IsSuccessStatusCode
        || call.MayAnswer.Contains((int)response.StatusCode)
        || (call.MayBeMissing && await IsMissingAsync(response, cancel).ConfigureAwait(false));

    // A bucket that is not there is a mistake, and no missing object. HEAD has no body that would say which.
    private static async Task<bool> IsMissingAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.NotFound) return false;
        await response.Content.LoadIntoBufferAsync(S3Xml.MaxBytes, cancel).ConfigureAwait(false);
        return S3Xml.Error(404, "", await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false)).Code != "NoSuchBucket";
    }
}
