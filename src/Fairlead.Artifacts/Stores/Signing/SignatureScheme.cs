namespace Fairlead.Artifacts.Stores.Signing;

/// <summary>One signature under the names of one cloud.</summary>
/// <param name="Algorithm">What it is called in the Authorization header.</param>
/// <param name="KeyPrefix">What stands before the secret where the signing key is derived.</param>
/// <param name="Service">The service, in its scope.</param>
/// <param name="Request">The end of its scope.</param>
/// <param name="Headers">What the names of the cloud's own headers begin with.</param>
internal sealed record SignatureScheme(string Algorithm, string KeyPrefix, string Service, string Request, string Headers)
{
    /// <summary>AWS Signature Version 4.</summary>
    public static SignatureScheme Amazon { get; } = new("AWS4-HMAC-SHA256", "AWS4", "s3", "aws4_request", "x-amz-");

    /// <summary>Cloud Storage documentation, "Signatures": the V4 signing process with an HMAC key.</summary>
    public static SignatureScheme Google { get; } = new("GOOG4-HMAC-SHA256", "GOOG4", "storage", "goog4_request", "x-goog-");
}
