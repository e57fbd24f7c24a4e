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
        while (true)
        {
            var hadCondition = traits.Conditions && Condition(options) is not null;
            using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), stalled, s_stallWait, Timeout.InfiniteTimeSpan);
            var waits = true;
            using var body = new S3Content(content, options.Size, waitsNow =>
            {
                if (waits == waitsNow) return;
                waits = waitsNow;
                timer.Change(waitsNow ? s_stallWait : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            });
            using var request = Request(key, body, options, hadCondition);
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
                    if (!body.HasBegun) continue;
                    throw new StoreException($"s3://{client.Bucket}: putting {key}: the server wants ETags without quotes and gets them from now on", isTransient: true);
                }
                var error = await S3Client.ErrorAsync(response, stalled.Token).ConfigureAwait(false);
                var learned = error.Status == 501 && traits.Learn(hadCondition);
                if (learned && !body.HasBegun) continue;
                throw learned
                    ? new StoreException($"s3://{client.Bucket}: putting {key}: the server does not know what was asked of it and is asked for less from now on", isTransient: true)
                    : S3Failure.Of($"putting {key}", "s3:PutObject", client.Bucket, error);
            }
            catch (Exception) when (body.ContentFailure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
                throw;
            }
            catch (Exception e) when (S3Client.IsNoAnswer(e, cancel))
            {
                throw S3Failure.NoAnswer($"putting {key}", client.Bucket, request.RequestUri!, e);
            }
        }
    }

    /// <summary>The header of the condition; null where none is asked for.</summary>
    public static (string Name, string Value)? Condition(PutOptions options) =>
        options.OnlyIfAbsent ? ("If-None-Match", "*") : options.OnlyIfETag is { } etag ? ("If-Match", Checked(etag)) : null;

    // A condition that failed though it holds. Found out once; between the two requests nothing is won by being quick.
    private async Task<bool> WantsBareETagAsync(string key, PutOptions options, CancellationToken cancel)
    {
        if (options.OnlyIfAbsent || options.OnlyIfETag is not { } etag || traits.ComparesBareETags) return false;
        var call = new S3Call(HttpMethod.Head, client.Endpoint.Object(key), $"looking for {key}", "s3:GetObject") { MayBeMissing = true };
        if ((await client.AskAsync(call, cancel).ConfigureAwait(false)).ETag != etag) return false;
        return traits.ComparesBareETags = true;
    }

    private HttpRequestMessage Request(string key, S3Content body, PutOptions options, bool withCondition)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, client.Endpoint.Object(key)) { Content = body };
        body.Headers.TryAddWithoutValidation("Content-Type", Checked(options.ContentType));
        if (options.CacheControl is { } caching) request.Headers.TryAddWithoutValidation("Cache-Control", Checked(caching));
        if (withCondition && Condition(options) is { } condition)
            request.Headers.TryAddWithoutValidation(condition.Name, traits.ComparesBareETags ? condition.Value.Trim('"') : condition.Value);
        if (traits.Checksums) request.Headers.TryAddWithoutValidation("x-amz-checksum-sha256", Base64(options.Digest));
        // The first condition too: should the server not know it, the content has not been touched.
        request.Headers.ExpectContinue = options.Size >= AskFirstBytes || (withCondition && !traits.HasProvenConditions);
        return request;
    }

    /// <summary>The digest as checksum headers have it.</summary>
    public static string Base64(Digest digest) => Convert.ToBase64String(Convert.FromHexString(digest.Hex));

    /// <summary>A header's value.</summary>
    /// <exception cref="StoreException">It can be none.</exception>
    public static string Checked(string value) =>
        value.All(c => c is >= ' ' and <= '~') ? value : throw new StoreException("a content type, a cache header or an ETag has characters that no header may have", isTransient: false);
}
