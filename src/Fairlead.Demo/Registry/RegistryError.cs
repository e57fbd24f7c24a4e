using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>A refusal in the form that clients read (OCI distribution specification 1.1, "Error Codes").</summary>
internal sealed record RegistryError(int Status, string Code, string Message)
{
    public static RegistryError BlobUnknown { get; } = new(StatusCodes.Status404NotFound, "BLOB_UNKNOWN", "blob unknown to registry");

    public static RegistryError DigestInvalid { get; } = new(StatusCodes.Status400BadRequest, "DIGEST_INVALID", "not a sha256 digest");

    public static RegistryError ManifestUnknown { get; } = new(StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN", "manifest unknown to registry");

    public static RegistryError NameInvalid { get; } = new(StatusCodes.Status400BadRequest, "NAME_INVALID", "invalid repository name");

    public static RegistryError NameUnknown { get; } = new(StatusCodes.Status404NotFound, "NAME_UNKNOWN", "repository name not known to registry");

    // The specification has no code for this one: it is docker's registry's.
    public static RegistryError PageInvalid { get; } = new(StatusCodes.Status400BadRequest, "PAGINATION_NUMBER_INVALID", "n is not a number of tags");

    public static RegistryError ManifestBlobUnknown { get; } = new(StatusCodes.Status404NotFound, "MANIFEST_BLOB_UNKNOWN", "a manifest names what is not there");

    public static RegistryError ManifestInvalid { get; } = new(StatusCodes.Status400BadRequest, "MANIFEST_INVALID", "not a manifest");

    public static RegistryError UploadUnknown { get; } = new(StatusCodes.Status404NotFound, "BLOB_UPLOAD_UNKNOWN", "no such upload");

    public static RegistryError UploadInvalid { get; } = new(StatusCodes.Status416RangeNotSatisfiable, "BLOB_UPLOAD_INVALID", "the chunk is not the next one");

    public static RegistryError EndpointUnknown { get; } = new(StatusCodes.Status404NotFound, "UNSUPPORTED", "no such endpoint");

    public static RegistryError ReadOnly { get; } = new(StatusCodes.Status405MethodNotAllowed, "UNSUPPORTED", "this registry can only be read");

    public Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return JsonAnswer.WriteAsync(context, WriteMembers);
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartArray("errors"u8);
        json.WriteStartObject();
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
