namespace Fairlead.Artifacts.Stores;

/// <summary>An error as S3 answers it (API reference, "Error responses"); what a server may not have said is empty.</summary>
/// <param name="Status">The HTTP status; 200 where the error came after it.</param>
/// <param name="Code">As <c>NoSuchBucket</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Region">Where the bucket is, when it is elsewhere.</param>
internal sealed record S3Error(int Status, string Code, string Message, string Region)
{
    /// <summary>Whether the same may succeed a little later.</summary>
    public bool IsTransient => Status is 429 or 408 or (>= 500 and not 501)
        || Code is "NoSuchUpload" // somebody aborted it, or it is completed and the answer was lost: the next put finds out
            or "SlowDown" or "InternalError" or "ServiceUnavailable" or "RequestTimeout" or "OperationAborted"
            // We sent what we were given, and that had its digest: it was damaged on the way.
            or "BadDigest" or "XAmzContentSHA256Mismatch" or "IncompleteBody";
}
