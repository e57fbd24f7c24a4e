using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>Takes manifests (OCI distribution specification 1.1, "Pushing Manifests").</summary>
internal static class ManifestPush
{
    private const int MaxBytes = 4 << 20;

    public static async Task AnswerAsync(HttpContext context, RegistryContent content, RegistryTarget target, bool hasReferrers)
    {
        if (target.Endpoint != RegistryEndpoint.Manifest || !HttpMethods.IsPut(context.Request.Method))
        {
            await RegistryError.ReadOnly.AnswerAsync(context);
            return;
        }
        var body = await RequestBody.ReadAsync(context, MaxBytes);
        var error = Put(content, target, Blob.Of(context.Request.ContentType ?? "", body));
        if (error is not null)
        {
            await error.AnswerAsync(context);
            return;
        }
        var digest = Digest.Of(body);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{target.Repository}/manifests/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        if (hasReferrers && ManifestLinks.SubjectOf(body) is { } subject) context.Response.Headers["OCI-Subject"] = subject.ToString();
    }

    private static RegistryError? Put(RegistryContent content, RegistryTarget target, Blob manifest)
    {
        var byDigest = Digest.TryParse(target.Reference, out var digest);
        if (byDigest ? digest != manifest.Digest : !TagName.IsValid(target.Reference)) return RegistryError.DigestInvalid;
        try
        {
            // What is named has to be there first: a tag never names half an image.
            if (!ManifestLinks.AreThere(manifest.Content, content.Find(target.Repository) ?? new Repository())) return RegistryError.ManifestBlobUnknown;
        }
        catch (JsonException)
        {
            return RegistryError.ManifestInvalid;
        }
        content.AddManifest(target.Repository, manifest);
        if (!byDigest) content.Tag(target.Repository, target.Reference, manifest.Digest);
        return null;
    }
}
