namespace Fairlead.Tests.Support.S3;

/// <summary>A request as the fake got it, before it is answered.</summary>
/// <param name="Method">GET, PUT ...</param>
/// <param name="Bucket">Unescaped.</param>
/// <param name="Key">Unescaped; empty for the bucket itself.</param>
/// <param name="Query">By name.</param>
/// <param name="Headers">By name, whatever its case.</param>
internal sealed record FakeS3Request(
    string Method, string Bucket, string Key, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>As <c>PUT key</c> or <c>GET ?list-type</c>: what it is about, without numbers and tokens.</summary>
    public override string ToString()
    {
        string[] named = ["uploads", "uploadId", "partNumber", "list-type"];
        var query = string.Join('&', named.Where(Query.ContainsKey));
        return $"{Method} {Key}{(query.Length > 0 ? "?" + query : "")}";
    }
}
