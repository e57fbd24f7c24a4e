using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>A policy whose only mirror, for everyone, is a bucket.</summary>
internal static class MirrorPolicy
{
    /// <summary>What <c>serve</c> takes.</summary>
    /// <param name="inventory">Where the bucket's inventory is read; null: blobs are asked for by HEAD.</param>
    public static string Of(DockerRegistry upstream, S3Bucket bucket, string? inventory = null) => $$"""
        upstream: {registry: "{{upstream.BaseUrl}}"}
        {{FairleadServer.TrustThisMachine}}
        providers:
          - name: everyone
            mirrors:
              - name: bucket
                url: "{{bucket.UrlTemplate}}"
                {{(inventory is null ? "" : $$"""presence: {inventory: "{{inventory}}"}""")}}
        default: [bucket]
        presence: {timeout: 10s, absent: 1s, inventoryRefresh: 10s}
        """;
}
