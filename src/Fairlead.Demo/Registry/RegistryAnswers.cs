using System.Globalization;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>The pull side of the OCI distribution specification 1.1, from memory. It has no access control.</summary>
internal sealed class RegistryAnswers(RegistryContent content)
{
    public Task AnswerAsync(HttpContext context)
    {
        // Not in the specification any more; old clients take it for the sign of a registry.
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return RefuseAsync(context, RegistryError.ReadOnly);
        }
        var target = RegistryTarget.Parse(context.Request.Path.Value ?? "");
        if (target.Endpoint == RegistryEndpoint.Base) return JsonAnswer.WriteAsync(context, _ => { });
        if (target.Endpoint == RegistryEndpoint.Unknown) return RefuseAsync(context, RegistryError.EndpointUnknown);
        if (!RepositoryName.IsValid(target.Repository)) return RefuseAsync(context, RegistryError.NameInvalid);
        if (content.Find(target.Repository) is not { } repository) return RefuseAsync(context, RegistryError.NameUnknown);
        return target.Endpoint switch
        {
            RegistryEndpoint.Blob => BlobAsync(context, repository, target.Reference),
            RegistryEndpoint.Manifest => ManifestAsync(context, repository, target.Reference),
            RegistryEndpoint.Tags => TagsAsync(context, repository, target.Repository),
            _ => ReferrersAsync(context, target.Reference),
        };
    }

    private static Task BlobAsync(HttpContext context, Repository repository, string reference)
    {
        if (!Digest.TryParse(reference, out var digest)) return RefuseAsync(context, RegistryError.DigestInvalid);
        if (!repository.Blobs.TryGetValue(digest, out var blob)) return RefuseAsync(context, RegistryError.BlobUnknown);
        return ContentAsync(context, blob, "application/octet-stream");
    }

    private static Task ManifestAsync(HttpContext context, Repository repository, string reference)
    {
        if (reference.Contains(':') && !Digest.TryParse(reference, out _)) return RefuseAsync(context, RegistryError.DigestInvalid);
        if (!repository.TryFindManifest(reference, out var manifest)) return RefuseAsync(context, RegistryError.ManifestUnknown);
        return ContentAsync(context, manifest, manifest.MediaType);
    }

    private static Task TagsAsync(HttpContext context, Repository repository, string name)
    {
        var query = context.Request.Query;
        int? count = null;
        if (query.TryGetValue("n", out var n))
        {
            if (!int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return RefuseAsync(context, RegistryError.PageInvalid);
            count = number;
        }
        var page = TagPage.Of(repository.Tags.Keys, count, query.TryGetValue("last", out var last) ? last.ToString() : null);
        if (page.HasMore)
            context.Response.Headers.Link = $"</v2/{name}/tags/list?n={count}&last={page.Tags[^1]}>; rel=\"next\"";
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteString("name"u8, name);
            json.WriteStartArray("tags"u8);
            foreach (var tag in page.Tags) json.WriteStringValue(tag);
            json.WriteEndArray();
        });
    }

    // Nothing here refers to anything; "if no referrers are found, an empty list MUST be returned", not a 404.
    private static Task ReferrersAsync(HttpContext context, string reference) =>
        !Digest.TryParse(reference, out _)
            ? RefuseAsync(context, RegistryError.DigestInvalid)
            : JsonAnswer.WriteAsync(context, json =>
            {
                json.WriteNumber("schemaVersion"u8, 2);
                json.WriteString("mediaType"u8, OciMediaType.Index);
                json.WriteStartArray("manifests"u8);
                json.WriteEndArray();
            }, OciMediaType.Index);

    private static Task ContentAsync(HttpContext context, Blob blob, string contentType)
    {
        context.Response.Headers["Docker-Content-Digest"] = blob.Digest.ToString();
        return BlobAnswer.WriteAsync(context, blob, contentType);
    }

    private static Task RefuseAsync(HttpContext context, RegistryError error)
    {
        context.Response.StatusCode = error.Status;
        return JsonAnswer.WriteAsync(context, error.WriteMembers);
    }
}
