using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Fairlead.Demo.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.S3;

/// <summary>
/// S3 in this process, on loopback, buckets in the path: PUT, GET (with Range), HEAD, DELETE, ListObjectsV2, multipart uploads, conditions. It verifies
/// signatures, and refuses a body whose SHA-256 is not what <c>x-amz-content-sha256</c> or <c>x-amz-checksum-sha256</c> say, as AWS does. No S3
/// server to be had for tests verifies <c>x-amz-checksum-sha256</c> (Ceph's radosgw ignores it), so that this one is the only proof that a wrong
/// one would be found. What it is told by <see cref="Fault"/> goes wrong. It keeps everything in memory. Thread-safe.
/// </summary>
internal sealed class FakeS3 : IAsyncDisposable
{
    public const string AccessKey = "AKFAKE";
    public const string SecretKey = "a secret of the fake";
    public const string Region = "eu-test-1";

    private LoopbackServer _server = null!;

    public ConcurrentDictionary<string, FakeS3Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>All requests, in the order of their coming.</summary>
    public ConcurrentQueue<FakeS3Request> Requests { get; } = new();

    /// <summary>What goes wrong with a request; null: nothing.</summary>
    public Func<FakeS3Request, FakeS3Fault?> Fault { get; set; } = _ => null;

    /// <summary>The most entries of a listing's page, whatever is asked for.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Whether conditions on puts are known, or answered with 501.</summary>
    public bool KnowsConditions { get; set; } = true;

    /// <summary>Whether x-amz-checksum headers are known, or answered with 501.</summary>
    public bool KnowsChecksums { get; set; } = true;

    /// <summary>Compares If-Match of puts with the ETag without its quotes, as radosgw 16 does.</summary>
    public bool ComparesBareETags { get; set; }

    /// <summary>
    /// Speaks as Google's Cloud Storage does in its own dialect: headers are <c>x-goog-</c>, conditions of puts are of generations and any other is
    /// overlooked, checksums are unknown, packed objects are unpacked for who doesn't say that gzip is welcome.
    /// </summary>
    public bool IsGoogle { get; set; }

    /// <summary>When objects are written.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 7, 29, 12, 0, 0, TimeSpan.Zero);

    public Uri Address => _server.BaseAddress;

    public static async Task<FakeS3> StartAsync(params string[] buckets)
    {
        var fake = new FakeS3();
        foreach (var bucket in buckets) fake.Buckets[bucket] = new FakeS3Bucket(bucket, fake);
        fake._server = await LoopbackServer.StartAsync(fake.ServeAsync);
        return fake;
    }

    /// <summary>The URL of a store in a bucket, or below a prefix in it.</summary>
    public string Url(string bucket, string more = "") => $"s3://{bucket}?region={Region}&endpoint={Address.GetLeftPart(UriPartial.Authority)}{more}";

    /// <summary>The same, of a fake that is Google.</summary>
    public string GoogleUrl(string bucket, string more = "") => $"gs://{bucket}?endpoint={Address.GetLeftPart(UriPartial.Authority)}{more}";

    /// <summary>Dies, and can come back.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <summary>Comes back, with what it held.</summary>
    public Task RestartAsync() => _server.RestartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var request = Read(context);
        Requests.Enqueue(request);
        var fault = Fault(request);
        try
        {
            if (fault?.Gate is { } gate) await gate.WaitAsync(context.RequestAborted);
            foreach (var (name, value) in fault?.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
            if (fault is { Status: > 0 }) throw new FakeS3Error(fault.Status, fault.Code);
            var bucket = Buckets.GetValueOrDefault(request.Bucket) ?? throw new FakeS3Error(404, "NoSuchBucket");
            if (!bucket.IsPublic || request.Method is not ("GET" or "HEAD") || context.Request.Headers.Authorization.Count > 0)
                FakeS3Signature.Check(context, AccessKey, SecretKey, IsGoogle ? "auto" : Region, IsGoogle);
            await AnswerAsync(context, request, bucket, fault);
        }
        catch (FakeS3Error e)
        {
            context.Response.StatusCode = e.Status;
            if (request.Method == "HEAD") return;
            await WriteAsync(context, new XDocument(new XElement("Error", new XElement("Code", e.Code), new XElement("Message", e.Message))));
        }
    }

    private async Task AnswerAsync(HttpContext context, FakeS3Request request, FakeS3Bucket bucket, FakeS3Fault? fault)
    {
        var (id, key) = (request.Query.GetValueOrDefault("uploadId"), request.Key);
        switch (request.Method)
        {
            case "GET" when key.Length == 0 && request.Query.ContainsKey("uploads"):
                await WriteAsync(context, bucket.ListUploads(request.Query.GetValueOrDefault("prefix", "")));
                break;
            case "GET" when key.Length == 0 && request.Query.GetValueOrDefault("list-type") == "2":
                var token = request.Query.GetValueOrDefault("continuation-token", "after ")["after ".Length..];
                var most = int.Parse(request.Query.GetValueOrDefault("max-keys", "1000"), CultureInfo.InvariantCulture);
                await WriteAsync(context, bucket.List(request.Query.GetValueOrDefault("prefix", ""), token, Math.Min(most, PageSize)));
                break;
            case "GET" or "HEAD":
                await SendAsync(context, request, bucket.Objects.GetValueOrDefault(key) ?? throw new FakeS3Error(404, "NoSuchKey"), fault);
                break;
            case "PUT" when id is not null:
                var part = await ReceiveAsync(context, request, fault);
                var number = int.Parse(request.Query["partNumber"], CultureInfo.InvariantCulture);
                context.Response.Headers.ETag = bucket.AddPart(id, number, part, request.Headers.ContainsKey("x-amz-checksum-sha256")).ETag;
                break;
            case "PUT":
                var (ifNoneMatch, ifMatch) = Conditions(request, bucket);
                bucket.CheckCondition(key, ifNoneMatch, ifMatch); // before the body is asked for, and again when it is there
                var content = await ReceiveAsync(context, request, fault);
                var said = Header(IsGoogle ? "x-goog-meta-sha256" : "x-amz-meta-sha256");
                context.Response.Headers.ETag = bucket.Put(key, content, Header("Content-Type"), Header("Cache-Control"), ifNoneMatch, ifMatch, said, Header("x-amz-checksum-sha256")).ETag;
                break;
            case "POST" when request.Query.ContainsKey("uploads"):
                await ReceiveAsync(context, request, fault);
                var algorithm = Header("x-amz-checksum-algorithm");
                if (algorithm is not null && !KnowsChecksums) throw new FakeS3Error(501, "NotImplemented");
                await WriteAsync(context, bucket.Begin(key, Header("Content-Type"), Header("Cache-Control"), algorithm == "SHA256", Header("x-amz-meta-sha256")));
                break;
            case "POST" when id is not null:
                var parts = await ReceiveAsync(context, request, fault);
                var (absent, same) = Conditions(request, bucket);
                var completed = fault?.LateCode is { } code ? new XDocument(new XElement("Error", new XElement("Code", code))) : bucket.Complete(id, parts, absent, same);
                await WriteAsync(context, completed);
                break;
            case "DELETE":
                if (id is null) bucket.Objects.TryRemove(key, out _);
                else if (!bucket.Uploads.TryRemove(id, out _)) throw new FakeS3Error(404, "NoSuchUpload");
                context.Response.StatusCode = 204;
                break;
            default:
                throw new FakeS3Error(405, "MethodNotAllowed");
        }

        string? Header(string name) => request.Headers.GetValueOrDefault(name);
    }

    private (string IfNoneMatch, string IfMatch) Conditions(FakeS3Request request, FakeS3Bucket bucket)
    {
        if (IsGoogle)
        {
            if (request.Headers.GetValueOrDefault("x-goog-if-generation-match") is not { } generation) return ("", "");
            var there = bucket.Objects.GetValueOrDefault(request.Key);
            if (generation != (there?.Generation ?? 0).ToString(CultureInfo.InvariantCulture)) throw new FakeS3Error(412, "PreconditionFailed");
            return there is null ? ("*", "") : ("", there.ETag);
        }
        var conditions = (request.Headers.GetValueOrDefault("If-None-Match", ""), request.Headers.GetValueOrDefault("If-Match", ""));
        if (ComparesBareETags && conditions.Item2.Length > 0) conditions.Item2 = conditions.Item2.StartsWith('"') ? "never" : $"\"{conditions.Item2}\"";
        return KnowsConditions || conditions is ("", "") ? conditions : throw new FakeS3Error(501, "NotImplemented");
    }

    // The body, which must be what the headers say of it.
    private async Task<byte[]> ReceiveAsync(HttpContext context, FakeS3Request request, FakeS3Fault? fault)
    {
        if (request.Headers.GetValueOrDefault(IsGoogle ? "x-goog-content-sha256" : "x-amz-content-sha256") is not { } hash) throw new FakeS3Error(400, "MissingSecurityHeader");
        var checksum = request.Headers.GetValueOrDefault("x-amz-checksum-sha256");
        if (checksum is not null && !KnowsChecksums) throw new FakeS3Error(501, "NotImplemented");
        var body = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length < fault?.CutAfter) continue;
            if (fault?.CutAfter is null) continue;
            context.Abort();
            context.RequestAborted.ThrowIfCancellationRequested();
        }
        var content = body.ToArray();
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash) throw new FakeS3Error(400, "XAmzContentSHA256Mismatch");
        if (checksum is not null && Convert.ToBase64String(SHA256.HashData(content)) != checksum) throw new FakeS3Error(400, "BadDigest");
        return content;
    }

    private async Task SendAsync(HttpContext context, FakeS3Request request, FakeS3Object found, FakeS3Fault? fault)
    {
        if (IsGoogle) context.Response.Headers["x-goog-generation"] = found.Generation.ToString(CultureInfo.InvariantCulture);
        if (found.Said is { } said) context.Response.Headers[IsGoogle ? "x-goog-meta-sha256" : "x-amz-meta-sha256"] = said;
        if (found.Checksum is { } checksum && request.Headers.GetValueOrDefault("x-amz-checksum-mode") == "ENABLED")
        {
            context.Response.Headers["x-amz-checksum-sha256"] = checksum;
            context.Response.Headers["x-amz-checksum-type"] = checksum.Contains('-', StringComparison.Ordinal) ? "COMPOSITE" : "FULL_OBJECT";
        }
        if (found.Unpacked is { } unpacked && !request.Headers.GetValueOrDefault("Accept-Encoding", "").Contains("gzip", StringComparison.Ordinal)) found = found with { Content = unpacked };
        if (request.Headers.TryGetValue("If-Match", out var match) && match != found.ETag) throw new FakeS3Error(412, "PreconditionFailed");
        var from = 0;
        if (request.Headers.TryGetValue("Range", out var range)) // bytes=N-
        {
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            if (from >= found.Content.Length) throw new FakeS3Error(416, "InvalidRange");
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{found.Content.Length - 1}/{found.Content.Length}";
        }
        context.Response.Headers.ETag = found.ETag;
        context.Response.Headers.LastModified = found.Modified.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = found.CacheControl;
        context.Response.ContentType = found.ContentType;
        if (found.Unpacked is null) context.Response.ContentLength = found.Content.Length - from;
        else context.Response.Headers["x-goog-stored-content-length"] = found.Content.Length.ToString(CultureInfo.InvariantCulture);
        if (request.Method == "HEAD") return;
        var end = fault?.CutAfter is { } cut ? Math.Min(from + cut, found.Content.Length) : found.Content.Length;
        await context.Response.Body.WriteAsync(found.Content.AsMemory(from, end - from), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (end == found.Content.Length) return;
        if (fault?.Stalls is { } stalls) await stalls.WaitAsync(context.RequestAborted);
        context.Abort();
    }

    private static FakeS3Request Read(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return new(
            context.Request.Method,
            slash < 0 ? path : path[..slash],
            slash < 0 ? "" : path[(slash + 1)..],
            context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    private static Task WriteAsync(HttpContext context, XDocument document)
    {
        var bytes = Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }
}
