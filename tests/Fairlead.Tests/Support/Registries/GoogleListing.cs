using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.Registries;

/// <summary>Lets a fake registry list as Google's do: with <c>manifest</c> (untagged ones too) and <c>child</c>, sizes and times as strings, and no catalog.</summary>
internal static class GoogleListing
{
    private const string Suffix = "/tags/list";

    public static void Of(FakeRegistry registry) => registry.Manners.Answer(async context =>
    {
        var path = context.Request.Path.Value!;
        if (path == "/v2/_catalog")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return false;
        }
        if (!path.EndsWith(Suffix, StringComparison.Ordinal)) return true;
        var name = path["/v2/".Length..^Suffix.Length];
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Json(registry, name));
        return false;
    });

    private static string Json(FakeRegistry registry, string name)
    {
        var (tags, below) = (registry.Content.Tags(name), name + "/");
        var children = registry.Content.Repositories.Where(other => other.StartsWith(below, StringComparison.Ordinal))
            .Select(other => other[below.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal);
        var ofDigests = tags.ToLookup(tag => tag.Value, tag => tag.Key);
        var manifests = registry.Content.Manifests(name).Select(manifest =>
            $$"""{{JsonSerializer.Serialize(manifest.Digest.ToString())}}:{"imageSizeBytes":"{{manifest.Size}}","layerId":"","mediaType":"{{manifest.MediaType}}","tag":{{List(ofDigests[manifest.Digest])}},"timeCreatedMs":"1456852800000","timeUploadedMs":"1456852800123"}""");
        return $$"""{"child":{{List(children)}},"manifest":{{{string.Join(',', manifests)}}},"name":"{{name}}","tags":{{List(tags.Keys)}}}""";
    }

    private static string List(IEnumerable<string> values) => $"[{string.Join(',', values.Select(value => $"\"{value}\""))}]";
}
