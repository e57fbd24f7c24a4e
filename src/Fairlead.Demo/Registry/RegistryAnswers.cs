using System.Globalization;
using System.Text.Json;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>The OCI distribution specification 1.1, from memory and into it. It has no access control.</summary>
internal sealed class RegistryAnswers(RegistryContent content)
{
    private volatile bool _allowPush;
    private volatile bool _hasReferrers = true;

    public bool AllowPush
    {
        get => _allowPush;
        set => _allowPush = value;
    }

    public bool HasReferrers
    {
        get => _hasReferrers;
        set => _hasReferrers = value;
    }

    public UploadAnswers Uploads { get; } = new(content);

    public Task AnswerAsync(HttpContext context)
    {
        // Not in the specification any more; old clients take it for the sign of a registry.
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead && !AllowPush)
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return RefuseAsync(context, RegistryError.ReadOnly);
        }
        var target = RegistryTarget.Parse(context.Request.Path.Value ?? "");
        if (target.Endpoint == RegistryEndpoint.Base) return JsonAnswer.WriteAsync(context, _ => { });
        if (target.Endpoint == RegistryEndpoint.Catalog) return CatalogAsync(context);
        if (target.Endpoint == RegistryEndpoint.Unknown) return RefuseAsync(context, RegistryError.EndpointUnknown);
        if (!RepositoryName.IsValid(target.Repository)) return RefuseAsync(context, RegistryError.NameInvalid);
        if (target.Endpoint == RegistryEndpoint.Upload && AllowPush) return Uploads.AnswerAsync(context, target);
        if (!isRead) return ManifestPush.AnswerAsync(context, content, target, HasReferrers);
        if (content.Find(target.Repository) is not { } repository) return RefuseAsync(context, RegistryError.NameUnknown);
        return target.Endpoint switch
        {
            RegistryEndpoint.Blob => BlobAsync(context, repository, target.Reference),
            RegistryEndpoint.Manifest => ManifestAsync(context, repository, target.Reference),
            RegistryEndpoint.Tags => TagsAsync(context, repository, target.Repository),
            RegistryEndpoint.Referrers when HasReferrers => ReferrersAsync(context, repository, target.Reference),
            _ => RefuseAsync(context, RegistryError.EndpointUnknown),
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
        if (!TryPage(context, repository.Tags.Keys, $"/v2/{name}/tags/list", out var page)) return RefuseAsync(context, RegistryError.PageInvalid);
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteString("name"u8, name);
            WriteStrings(json, "tags", page.Tags);
        });
    }

    private Task CatalogAsync(HttpContext context) => TryPage(context, content.Repositories, "/v2/_catalog", out var page)
        ? JsonAnswer.WriteAsync(context, json => WriteStrings(json, "repositories", page.Tags))
        : RefuseAsync(context, RegistryError.PageInvalid);

    private static bool TryPage(HttpContext context, IEnumerable<string> names, string path, out TagPage page)
    {
        page = null!;
        var query = context.Request.Query;
        int? count = null;
        if (query.TryGetValue("n", out var n))
        {
            if (!int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            count = number;
        }
        page = TagPage.Of(names, count, query.TryGetValue("last", out var last) ? last.ToString() : null);
        if (page.HasMore) context.Response.Headers.Link = $"<{path}?n={count}&last={Uri.EscapeDataString(page.Tags[^1])}>; rel=\"next\"";
        return true;
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // "If no referrers are found, an empty list MUST be returned", not a 404.
    private static Task ReferrersAsync(HttpContext context, Repository repository, string reference) =>
        Digest.TryParse(reference, out var subject)
            ? JsonAnswer.WriteAsync(context, json => ManifestLinks.WriteReferrers(json, repository.Manifests.Values, subject), OciMediaType.Index)
            : RefuseAsync(context, RegistryError.DigestInvalid);

    private static Task ContentAsync(HttpContext context, Blob blob, string contentType)
    {
        context.Response.Headers["Docker-Content-Digest"] = blob.Digest.ToString();
        return BlobAnswer.WriteAsync(context, blob, contentType);
    }

    private static Task RefuseAsync(HttpContext context, RegistryError error) => error.AnswerAsync(context);
}
