namespace Fairlead.Artifacts.Stores;

/// <summary>A part of a multipart upload, as it is named when the upload is completed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">As the server gave it.</param>
/// <param name="Checksum">SHA-256 in base64; null where the server does not know that.</param>
internal sealed record S3Part(int Number, string ETag, string? Checksum);
