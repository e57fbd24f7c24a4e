using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Fairlead.Tests.Support.S3;

/// <summary>A bucket of the fake: its objects, and the uploads that were begun in it.</summary>
internal sealed class FakeS3Bucket(string name, FakeS3 server)
{
    private static readonly XNamespace s_xml = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly Lock _lock = new();
    private int _uploads;
    private long _generation;

    public string Name => name;

    /// <summary>Read without credentials.</summary>
    public bool IsPublic { get; set; }

    public ConcurrentDictionary<string, FakeS3Object> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, FakeS3Upload> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts an object past the protocol.</summary>
    public FakeS3Object Add(string key, byte[] content) => Objects[key] = Object(content, "application/octet-stream", null);

    /// <summary>Begins an upload past the protocol, as a run that was killed left it.</summary>
    public FakeS3Upload AddUpload(string key, DateTimeOffset initiated)
    {
        var upload = new FakeS3Upload($"upload/{Interlocked.Increment(ref _uploads)}+=", key, initiated, null, null, HasChecksums: false);
        return Uploads[upload.Id] = upload;
    }

    public void CheckCondition(string key, string ifNoneMatch, string ifMatch)
    {
        var there = Objects.GetValueOrDefault(key);
        if (ifNoneMatch.Length > 0 && there is not null) throw new FakeS3Error(412, "PreconditionFailed");
        if (ifMatch.Length > 0 && there is null) throw new FakeS3Error(404, "NoSuchKey");
        if (ifMatch.Length > 0 && there!.ETag != ifMatch) throw new FakeS3Error(412, "PreconditionFailed");
    }

    public FakeS3Object Put(string key, byte[] content, string? contentType, string? cacheControl, string ifNoneMatch, string ifMatch, string? said = null, string? checksum = null)
    {
        lock (_lock)
        {
            CheckCondition(key, ifNoneMatch, ifMatch);
            return Objects[key] = Object(content, contentType, cacheControl) with { Said = said, Checksum = checksum };
        }
    }

    public XDocument Begin(string key, string? contentType, string? cacheControl, bool hasChecksums, string? said = null)
    {
        var upload = new FakeS3Upload($"upload/{Interlocked.Increment(ref _uploads)}+=", key, server.Now, contentType, cacheControl, hasChecksums) { Said = said };
        Uploads[upload.Id] = upload;
        return Document("InitiateMultipartUploadResult", new XElement(s_xml + "Bucket", name), new XElement(s_xml + "Key", key), new XElement(s_xml + "UploadId", upload.Id));
    }

    public FakeS3Object AddPart(string id, int number, byte[] content, bool hasChecksum)
    {
        var upload = Uploads.GetValueOrDefault(id) ?? throw new FakeS3Error(404, "NoSuchUpload");
        if (hasChecksum != upload.HasChecksums) throw new FakeS3Error(400, "InvalidRequest", "the checksum is not of the kind that the upload was begun with");
        return upload.Parts[number] = Object(content, null, null);
    }

    public XDocument Complete(string id, byte[] body, string ifNoneMatch, string ifMatch)
    {
        var upload = Uploads.GetValueOrDefault(id) ?? throw new FakeS3Error(404, "NoSuchUpload");
        var content = new MemoryStream();
        var last = 0;
        foreach (var named in XDocument.Parse(System.Text.Encoding.UTF8.GetString(body)).Root!.Elements(s_xml + "Part"))
        {
            var number = (int)named.Element(s_xml + "PartNumber")!;
            if (number <= last) throw new FakeS3Error(400, "InvalidPartOrder");
            last = number;
            var part = upload.Parts.GetValueOrDefault(number);
            if (part is null || part.ETag != (string?)named.Element(s_xml + "ETag")) throw new FakeS3Error(400, "InvalidPart");
            var checksum = (string?)named.Element(s_xml + "ChecksumSHA256");
            if (upload.HasChecksums && checksum != Convert.ToBase64String(SHA256.HashData(part.Content))) throw new FakeS3Error(400, "InvalidPart");
            content.Write(part.Content);
        }
        var ofParts = upload.HasChecksums ? $"{Convert.ToBase64String(SHA256.HashData([.. upload.Parts.OrderBy(part => part.Key).SelectMany(part => SHA256.HashData(part.Value.Content))]))}-{upload.Parts.Count}" : null;
        Put(upload.Key, content.ToArray(), upload.ContentType, upload.CacheControl, ifNoneMatch, ifMatch, upload.Said, ofParts);
        Uploads.TryRemove(id, out _);
        return Document("CompleteMultipartUploadResult", new XElement(s_xml + "Key", upload.Key));
    }

    public XDocument List(string prefix, string after, int most)
    {
        var keys = Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).Order(StringComparer.Ordinal).ToList();
        var page = keys.Take(most).ToList();
        return Document(
            "ListBucketResult",
            [
                new XElement(s_xml + "Name", name),
                new XElement(s_xml + "Prefix", prefix),
                new XElement(s_xml + "KeyCount", page.Count),
                new XElement(s_xml + "IsTruncated", keys.Count > page.Count),
                .. keys.Count > page.Count ? [new XElement(s_xml + "NextContinuationToken", "after " + page[^1])] : Array.Empty<XElement>(),
                .. page.Select(key => new XElement(
                    s_xml + "Contents",
                    new XElement(s_xml + "Key", key),
                    new XElement(s_xml + "LastModified", Time(Objects[key].Modified)),
                    new XElement(s_xml + "ETag", Objects[key].ETag),
                    new XElement(s_xml + "Size", Objects[key].Content.Length))),
            ]);
    }

    public XDocument ListUploads(string prefix) => Document(
        "ListMultipartUploadsResult",
        [
            new XElement(s_xml + "IsTruncated", false),
            .. Uploads.Values.Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(upload => new XElement(
                s_xml + "Upload",
                new XElement(s_xml + "Key", upload.Key),
                new XElement(s_xml + "UploadId", upload.Id),
                new XElement(s_xml + "Initiated", Time(upload.Initiated)))),
        ]);

    private static XDocument Document(string root, params object[] content) => new(new XElement(s_xml + root, content));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Like S3's: of an object that came by one PUT, the MD5 of its bytes.
    private FakeS3Object Object(byte[] content, string? contentType, string? cacheControl) =>
        new(content, $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"", server.Now, contentType, cacheControl) { Generation = Interlocked.Increment(ref _generation) };
}
