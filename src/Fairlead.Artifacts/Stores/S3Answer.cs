using System.Globalization;
using System.Net;

namespace Fairlead.Artifacts.Stores;

/// <summary>An answer that was read.</summary>
internal sealed class S3Answer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public bool IsMissing { get; } = response.StatusCode == HttpStatusCode.NotFound;

    public byte[] Body => body;

    public string? ETag => Header("ETag");

    public long? Length { get; } = response.Content.Headers.ContentLength;

    public DateTimeOffset Modified { get; } = response.Content.Headers.LastModified ?? default;

    public string? ContentType { get; } = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;

    /// <summary>A header as it was sent; null when it was not, or has characters that no header of ours may have.</summary>
    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is var text && !text.Any(char.IsControl) ? text : null;

    /// <inheritdoc cref="Header(HttpResponseMessage, string)"/>
    public string? Header(string name) => Header(response, name);

    /// <summary>A header that is a whole number; null when it is none.</summary>
    public long? Number(string name) => long.TryParse(Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
