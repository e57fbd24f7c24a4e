using System.Globalization;
using System.Xml;

namespace Fairlead.Artifacts.Stores;

/// <summary>Multipart uploads that nobody will complete: a run was killed. They are invisible, and paid for.</summary>
internal sealed class S3Leftovers(S3Client client, string root, TimeProvider time)
{
    /// <summary>No upload of a run that lives takes so long.</summary>
    private static readonly TimeSpan s_age = TimeSpan.FromDays(1);

    private const int MaxPages = 100; // a hundred thousand uploads; the next run does the rest

    /// <summary>Aborts those of blobs that are older than a day; how many there were. Those of other keys are somebody else's.</summary>
    public async Task<int> RemoveAsync(KeyTemplate keys, CancellationToken cancel)
    {
        var prefix = root + keys.Prefix;
        var before = time.GetUtcNow() - s_age;
        var (keyMarker, idMarker) = ("", "");
        var count = 0;
        for (var page = 0; page < MaxPages; page++)
        {
            var url = client.Endpoint.Bucket(("key-marker", keyMarker), ("max-uploads", "1000"), ("prefix", prefix), ("upload-id-marker", idMarker), ("uploads", ""));
            var answer = await client.AskAsync(
                new S3Call(HttpMethod.Get, url, "listing incomplete uploads", "s3:ListBucketMultipartUploads") { MayAnswer = [501] }, cancel).ConfigureAwait(false);
            if (answer.Status == 501) break; // a server without multipart uploads
            var uploads = Uploads(answer.Body, out var rest);
            foreach (var upload in uploads)
            {
                var (key, id) = (upload.GetValueOrDefault("Key", ""), upload.GetValueOrDefault("UploadId", ""));
                if (!key.StartsWith(root, StringComparison.Ordinal) || !keys.TryParse(key[root.Length..], out _) || id.Length is 0 or > 4096) continue;
                if (!DateTimeOffset.TryParse(upload.GetValueOrDefault("Initiated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun)) continue;
                if (begun > before) continue;
                await client.AskAsync(Abort(client, key, id), cancel).ConfigureAwait(false);
                count++;
            }
            var next = (rest.GetValueOrDefault("ListMultipartUploadsResult/NextKeyMarker", ""), rest.GetValueOrDefault("ListMultipartUploadsResult/NextUploadIdMarker", ""));
            if (rest.GetValueOrDefault("ListMultipartUploadsResult/IsTruncated") != "true" || next == (keyMarker, idMarker)) break;
            (keyMarker, idMarker) = next;
        }
        return count;
    }

    /// <summary>The call that removes the parts of an upload.</summary>
    public static S3Call Abort(S3Client client, string key, string upload) =>
        new(HttpMethod.Delete, client.Endpoint.Object(key, ("uploadId", upload)), $"aborting the upload of {key}", "s3:AbortMultipartUpload") { MayBeMissing = true };

    private List<Dictionary<string, string>> Uploads(byte[] body, out Dictionary<string, string> rest)
    {
        try
        {
            return S3Xml.Entries(body, "ListMultipartUploadsResult/Upload", out rest);
        }
        catch (XmlException e)
        {
            throw new StoreException($"{client.Name}: listing incomplete uploads failed: the server answered with something else than S3's XML: {e.Message}", isTransient: false, e);
        }
    }
}
