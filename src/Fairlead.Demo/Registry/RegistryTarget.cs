namespace Fairlead.Demo.Registry;

/// <summary>What a path under <c>/v2/</c> asks for. A repository's name may hold any of the endpoints' words, so it is read from the right.</summary>
internal readonly record struct RegistryTarget(RegistryEndpoint Endpoint, string Repository, string Reference)
{
    private const string Root = "/v2/";
    private const string Catalog = "/v2/_catalog";
    private const string Blobs = "/blobs";

    public static RegistryTarget Parse(string path)
    {
        if (path is "/v2" or Root) return new(RegistryEndpoint.Base, "", "");
        if (path == Catalog) return new(RegistryEndpoint.Catalog, "", "");
        var last = path.LastIndexOf('/');
        var middle = last > 0 ? path.LastIndexOf('/', last - 1) : -1;
        if (!path.StartsWith(Root, StringComparison.Ordinal) || middle < Root.Length) return default;
        var reference = path[(last + 1)..];
        var before = path[Root.Length..middle];
        if (path.AsSpan(middle + 1, last - middle - 1) is "uploads" && before.EndsWith(Blobs, StringComparison.Ordinal))
            return new(RegistryEndpoint.Upload, before[..^Blobs.Length], reference);
        var endpoint = path.AsSpan(middle + 1, last - middle - 1) switch
        {
            "blobs" => RegistryEndpoint.Blob,
            "manifests" => RegistryEndpoint.Manifest,
            "referrers" => RegistryEndpoint.Referrers,
            "tags" when reference == "list" => RegistryEndpoint.Tags,
            _ => RegistryEndpoint.Unknown,
        };
        return new(endpoint, before, reference);
    }
}
