using System.Net;

namespace Fairlead.Artifacts.Stores;

/// <summary>An answer that was read.</summary>
internal sealed class S3Answer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public bool IsMissing { get; } = response.StatusCode == HttpStatusCode.NotFound;

    public byte[] Body => body;

    public string? ETag { get; } = Header(response, "ETag");

    public long? Length { get; } = response.Content.Headers.ContentLength;

    public DateTimeOffset Modified { get; } = response.Content.Headers.LastModified ?? default;

    /// <summary>A header as it was sent; null when it was not, or has characters that no header of ours may have.</summary>
    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is var text && !text.Any(char.IsControl) ? text : null;
}
