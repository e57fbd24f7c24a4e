using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>What a bucket's server says of an object when it is asked by HEAD (API reference, HeadObject).</summary>
internal static class S3Facts
{
    private const int MaxContentType = 255; // RFC 6838, 4.2: of each half

    /// <summary>Asks.</summary>
    /// <param name="client">Whom.</param>
    /// <param name="whole">The key, with the store's prefix.</param>
    /// <param name="key">The key below it.</param>
    /// <param name="withChecksum">Whether the checksum is wanted; of an encrypted object that needs the right to decrypt, too.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<ObjectFacts?> AskAsync(S3Client client, string whole, string key, bool withChecksum, CancellationToken cancel)
    {
        var google = client.Dialect == StoreDialect.Google;
        var answer = await client.AskAsync(
            new S3Call(HttpMethod.Head, client.Endpoint.Object(whole), $"looking for {key}", "s3:GetObject, and s3:ListBucket to tell what is not there")
            {
                MayBeMissing = true,
                Headers = google ? [S3Download.AsStored] : withChecksum ? [("x-amz-checksum-mode", "ENABLED")] : [],
            },
            cancel).ConfigureAwait(false);
        if (answer.IsMissing) return null;
        if ((answer.Length ?? answer.Number("x-goog-stored-content-length")) is not { } length)
            throw new StoreException($"{client.Name}: the server does not say how long {key} is", isTransient: false);
        return new ObjectFacts(new StoredObject(key, length, answer.ETag, answer.Modified))
        {
            ContentType = answer.ContentType is { Length: > 0 and <= MaxContentType } type && type.All(c => c is >= ' ' and <= '~') ? type : null,
            Vouched = Checksum(answer),
            Said = Digest.TryParseHex(answer.Header(client.Dialect.DigestHeader) ?? "", out var said) ? said : null,
        };
    }

    // Of an object in parts it is a checksum of checksums, marked as COMPOSITE or by the number of parts behind it (user guide, "Checking object integrity").
    private static Digest? Checksum(S3Answer answer)
    {
        if (answer.Header("x-amz-checksum-type") is { } type && type != "FULL_OBJECT") return null;
        Span<byte> bytes = stackalloc byte[Digest.HexLength / 2];
        return answer.Header("x-amz-checksum-sha256") is { Length: 44 } text && Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length
            ? Digest.FromBytes(bytes)
            : null;
    }
}
