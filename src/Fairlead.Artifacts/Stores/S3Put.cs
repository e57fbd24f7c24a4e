using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Puts one object by one request, streamed. The blob's digest is sent as the payload's signed hash (x-amz-content-sha256), so that nothing is
/// hashed again and the server has to refuse other bytes, and as x-amz-checksum-sha256, which it keeps beside the object.
/// </summary>
internal sealed class S3Put(S3Client client, S3Traits traits, TimeProvider time)
{
    // Cloud Storage documentation, "Request preconditions".
    private const string GenerationMatch = "x-goog-if-generation-match";

    // Above it the server is asked before the body is sent (RFC 9110, 10.1.1), so that a refusal arrives and costs no bytes.
    private const int AskFirstBytes = 1 << 20;

    /// <summary>How long the server may take no bytes, or not answer after the last one: a large object takes it a while.</summary>
    private static readonly TimeSpan s_stallWait = TimeSpan.FromMinutes(2);

    /// <param name="key">Whole.</param>
    /// <param name="content">Read once.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var start = content.CanSeek ? content.Position : 0;
        while (true)
        {
            var condition = client.Dialect == StoreDialect.Google ? await GenerationAsync(key, options, cancel).ConfigureAwait(false) : Condition(options, traits);
            if (condition is null && options.OnlyIfETag is not null && client.Dialect == StoreDialect.Google) return PutOutcome.ConditionFailed;
            var (hadCondition, hadChecksum) = (condition is not null, traits.Checksums);
            using var late = new CancellationTokenSource(s_stallWait, time);
            using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
            var waits = true;
            using var body = new S3Content($"{client.Name}: putting {key}", content, options.Size, waitsNow =>
            {
                if (waits == waitsNow) return;
                waits = waitsNow;
                late.CancelAfter(waitsNow ? s_stallWait : Timeout.InfiniteTimeSpan);
            });
            using var request = Request(key, body, options, condition, hadChecksum);
            try
            {
                using var response = await client.SendAsync(request, options.Digest.Hex, stalled.Token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    traits.HasProvenConditions |= hadCondition;
                    return PutOutcome.Written;
                }
                if (hadCondition && response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
                {
                    if (!await WantsBareETagAsync(key, options, cancel).ConfigureAwait(false)) return PutOutcome.ConditionFailed;
                    if (IsAtStart()) continue;
                    throw new StoreException($"{client.Name}: putting {key}: the server wants ETags without quotes and gets them from now on", isTransient: true);
                }
                var error = await S3Client.ErrorAsync(response, stalled.Token).ConfigureAwait(false);
                // What is to be replaced is gone (user guide, "How to prevent object overwrites with conditional writes").
                if (hadCondition && !options.OnlyIfAbsent && error.Code == "NoSuchKey") return PutOutcome.ConditionFailed;
                var learned = error.Status == 501 && traits.Learn(hadCondition, hadChecksum);
                if (learned && IsAtStart()) continue;
                throw learned
                    ? new StoreException($"{client.Name}: putting {key}: the server does not know what was asked of it and is asked for less from now on", isTransient: true)
                    : S3Failure.Of($"putting {key}", "s3:PutObject", client.Name, error);
            }
            catch (Exception) when (body.ContentFailure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
                throw;
            }
            catch (Exception e) when (S3Client.IsNoAnswer(e, cancel))
            {
                throw S3Failure.NoAnswer($"putting {key}", client.Name, request.RequestUri!, e);
            }

            // Servers may look at conditions after the body: what can be sought in, as an inventory, is sent again.
            bool IsAtStart()
            {
                if (body.HasBegun && content.CanSeek) content.Position = start;
                return !body.HasBegun || content.CanSeek;
            }
        }
    }

    /// <summary>The header of the condition; null where none is asked for, or the server knows none.</summary>
    public static (string Name, string Value)? Condition(PutOptions options, S3Traits traits)
    {
        if (!traits.Conditions) return null;
        if (options.OnlyIfAbsent) return ("If-None-Match", "*");
        return options.OnlyIfETag is { } etag ? ("If-Match", traits.ComparesBareETags ? Checked(etag).Trim('"') : Checked(etag)) : null;
    }

    // A condition that failed though it holds. Found out once; between the two requests nothing is won by being quick.
    private async Task<bool> WantsBareETagAsync(string key, PutOptions options, CancellationToken cancel)
    {
        if (options.OnlyIfAbsent || options.OnlyIfETag is not { } etag || traits.ComparesBareETags || client.Dialect == StoreDialect.Google) return false;
        if ((await LookAsync(key, cancel).ConfigureAwait(false)).ETag != etag) return false;
        return traits.ComparesBareETags = true;
    }

    // Cloud Storage compares no ETags: the generation that has this one now is the one that may be replaced; null where none has. 0: there is no object.
    private async ValueTask<(string Name, string Value)?> GenerationAsync(string key, PutOptions options, CancellationToken cancel)
    {
        if (options.OnlyIfAbsent) return (GenerationMatch, "0");
        if (options.OnlyIfETag is not { } etag) return null;
        var found = await LookAsync(key, cancel).ConfigureAwait(false);
        return found.ETag == etag && found.Number("x-goog-generation") is { } generation ? (GenerationMatch, generation.ToString(CultureInfo.InvariantCulture)) : null;
    }

    private Task<S3Answer> LookAsync(string key, CancellationToken cancel) =>
        client.AskAsync(new S3Call(HttpMethod.Head, client.Endpoint.Object(key), $"looking for {key}", "s3:GetObject") { MayBeMissing = true }, cancel);

    private HttpRequestMessage Request(string key, S3Content body, PutOptions options, (string Name, string Value)? condition, bool withChecksum)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, client.Endpoint.Object(key)) { Content = body };
        body.Headers.TryAddWithoutValidation("Content-Type", Checked(options.ContentType));
        if (options.CacheControl is { } caching) request.Headers.TryAddWithoutValidation("Cache-Control", Checked(caching));
        if (condition is { } header) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        if (options.KeepsDigest) request.Headers.TryAddWithoutValidation(client.Dialect.DigestHeader, options.Digest.Hex);
        if (withChecksum) request.Headers.TryAddWithoutValidation("x-amz-checksum-sha256", Base64(options.Digest));
        // The first condition too: should the server not know it, the content has not been touched.
        request.Headers.ExpectContinue = options.Size >= AskFirstBytes || (condition is not null && !traits.HasProvenConditions);
        return request;
    }

    /// <summary>The digest as checksum headers have it.</summary>
    public static string Base64(Digest digest) => Convert.ToBase64String(Convert.FromHexString(digest.Hex));

    /// <summary>A header's value.</summary>
    /// <exception cref="StoreException">It can be none.</exception>
    public static string Checked(string value) =>
        value.All(c => c is >= ' ' and <= '~') ? value : throw new StoreException("a content type, a cache header or an ETag has characters that no header may have", isTransient: false);
}
