using System.Buffers;
using System.Globalization;
using System.Xml;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Puts one object in parts (S3 user guide, "Uploading and copying objects using multipart upload"), each held whole, so that it has its own hash
/// and can be sent again. The parts become an object only after the content has ended well; whatever happens before, they are removed.
/// </summary>
internal sealed class S3Multipart(S3Client client, S3Traits traits, TimeProvider time, int partBytes)
{
    private const int MaxParts = 10_000; // user guide, "Amazon S3 multipart upload limits"

    /// <summary>Uploads at the same time, of all stores together: each holds a part in memory, and memory is the process's.</summary>
    internal const int MaxAtOnce = 4;

    private static readonly SemaphoreSlim s_room = new(MaxAtOnce);
    private static readonly TimeSpan s_abortWait = TimeSpan.FromSeconds(30);

    /// <param name="key">Whole.</param>
    /// <param name="content">Read once.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        // Parts don't grow with the object, or memory would: 10,000 of 16 MiB are 167 GB, more than any registry takes for a blob.
        if (options.Size > (long)partBytes * MaxParts)
            throw new StoreException(
                string.Create(CultureInfo.InvariantCulture, $"{client.Name}: {key} has {options.Size} bytes, and {(long)partBytes * MaxParts} is the most that is put: leave it to the upstream"),
                isTransient: false);
        await s_room.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await PutPartsAsync(key, content, options, cancel).ConfigureAwait(false);
        }
        finally
        {
            s_room.Release();
        }
    }

    private async Task<PutOutcome> PutPartsAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var (upload, hasChecksums) = await BeginAsync(key, options, traits.Checksums, cancel).ConfigureAwait(false);
        var isDone = false;
        try
        {
            var parts = await SendPartsAsync(key, upload, content, options.Size, hasChecksums, cancel).ConfigureAwait(false);
            var outcome = await CompleteAsync(key, upload, parts, options, cancel).ConfigureAwait(false);
            isDone = outcome == PutOutcome.Written;
            return outcome;
        }
        finally
        {
            if (!isDone) await AbortAsync(key, upload).ConfigureAwait(false);
        }
    }

    // Parts carry checksums exactly when the upload was begun with them.
    private async Task<(string Id, bool HasChecksums)> BeginAsync(string key, PutOptions options, bool hasChecksums, CancellationToken cancel)
    {
        var headers = new List<(string Name, string Value)>();
        if (options.CacheControl is { } caching) headers.Add(("Cache-Control", S3Put.Checked(caching)));
        if (options.KeepsDigest) headers.Add((client.Dialect.DigestHeader, options.Digest.Hex));
        if (hasChecksums) headers.Add(("x-amz-checksum-algorithm", "SHA256"));
        var answer = await client.AskAsync(
            new S3Call(HttpMethod.Post, client.Endpoint.Object(key, ("uploads", "")), $"beginning the upload of {key}", "s3:PutObject")
            {
                Headers = headers,
                ContentType = S3Put.Checked(options.ContentType),
                MayAnswer = [501],
            },
            cancel).ConfigureAwait(false);
        if (answer.Status == 501)
        {
            if (!hasChecksums) throw new StoreException($"{client.Name}: the server knows no multipart uploads", isTransient: false);
            traits.Learn(hadCondition: false, hadChecksum: true);
            return await BeginAsync(key, options, hasChecksums: false, cancel).ConfigureAwait(false);
        }
        var upload = Fields(answer).GetValueOrDefault("InitiateMultipartUploadResult/UploadId", "");
        return upload.Length is > 0 and <= 4096
            ? (upload, hasChecksums)
            : throw new StoreException($"{client.Name}: the server began the upload of {key} without saying its id", isTransient: true);
    }

    private async Task<List<S3Part>> SendPartsAsync(
        string key, string upload, Stream content, long size, bool hasChecksums, CancellationToken cancel)
    {
        var parts = new List<S3Part>();
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(partBytes, size + 1));
        try
        {
            for (var left = size; left > 0;)
            {
                var length = (int)Math.Min(partBytes, left);
                var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, length), length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                if (read < length) throw new StoreException($"{client.Name}: putting {key}: the content ended after {size - left + read} of {size} bytes: nothing was put", isTransient: false);
                left -= length;
                parts.Add(await SendPartAsync(key, upload, parts.Count + 1, buffer.AsMemory(0, length), hasChecksums, cancel).ConfigureAwait(false));
            }
            // What it throws at its end comes here, before anything is visible.
            if (await content.ReadAsync(buffer.AsMemory(0, 1), cancel).ConfigureAwait(false) > 0)
                throw new StoreException($"{client.Name}: putting {key}: the content is longer than the {size} bytes that were said: nothing was put", isTransient: false);
            return parts;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<S3Part> SendPartAsync(string key, string upload, int number, ReadOnlyMemory<byte> bytes, bool hasChecksums, CancellationToken cancel)
    {
        var digest = Digest.Of(bytes.Span);
        var checksum = hasChecksums ? S3Put.Base64(digest) : null;
        var url = client.Endpoint.Object(key, ("partNumber", number.ToString(CultureInfo.InvariantCulture)), ("uploadId", upload));
        var answer = await client.AskAsync(
            new S3Call(HttpMethod.Put, url, $"putting part {number} of {key}", "s3:PutObject")
            {
                Headers = checksum is null ? [] : [("x-amz-checksum-sha256", checksum)],
                Body = bytes,
                BodyHash = digest.Hex,
            },
            cancel).ConfigureAwait(false);
        return answer.ETag is { Length: > 0 and <= 1024 } etag
            ? new(number, etag, checksum)
            : throw new StoreException($"{client.Name}: the server took part {number} of {key} without an ETag", isTransient: true);
    }

    private async Task<PutOutcome> CompleteAsync(string key, string upload, List<S3Part> parts, PutOptions options, CancellationToken cancel)
    {
        var condition = S3Put.Condition(options, traits);
        var call = new S3Call(HttpMethod.Post, client.Endpoint.Object(key, ("uploadId", upload)), $"completing the upload of {key}", "s3:PutObject")
        {
            Headers = condition is { } header ? [header] : [],
            Body = S3Xml.Parts(parts),
            ContentType = "application/xml",
            MayAnswer = condition is null ? [] : [409, 412, 501],
        };
        var answer = await client.AskAsync(call, cancel).ConfigureAwait(false);
        if (answer.Status is 409 or 412) return PutOutcome.ConditionFailed;
        if (answer.Status == 501)
        {
            traits.Learn(hadCondition: true, hadChecksum: false);
            return await CompleteAsync(key, upload, parts, options, cancel).ConfigureAwait(false);
        }
        // The server may begin to answer with 200 and find out later (API reference, CompleteMultipartUpload).
        if (Fields(answer).Keys.Any(path => path.StartsWith("Error", StringComparison.Ordinal)))
            throw S3Failure.Of(call.Doing, call.Permission, client.Name, S3Xml.Error(answer.Status, "", answer.Body));
        return PutOutcome.Written;
    }

    // Also when the rest was cancelled, and then in a time of its own. What it can't remove is removed with what killed runs left.
    private async Task AbortAsync(string key, string upload)
    {
        using var limit = new CancellationTokenSource(s_abortWait, time);
        try
        {
            await client.AskAsync(S3Leftovers.Abort(client, key, upload), limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
        }
    }

    private Dictionary<string, string> Fields(S3Answer answer)
    {
        try
        {
            return S3Xml.Fields(answer.Body);
        }
        catch (XmlException e)
        {
            throw new StoreException($"{client.Name}: the server answered with something else than S3's XML: {e.Message}", isTransient: true, e);
        }
    }
}
