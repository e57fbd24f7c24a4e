using System.Text;
using Fairlead.Artifacts.Stores.Signing;

namespace Fairlead.Artifacts.Stores;

/// <summary>Where a bucket answers, and the URLs of what is in it.</summary>
internal sealed class S3Endpoint
{
    private static readonly UriCreationOptions s_asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _root;

    private S3Endpoint(string root, string region) => (_root, Region) = (root, region);

    /// <summary>What requests are signed for.</summary>
    public string Region { get; }

    /// <summary>From the URL, then the environment, then the profile.</summary>
    /// <exception cref="StoreException">There is no region, or an endpoint is none.</exception>
    public static S3Endpoint Of(BucketAddress address, S3Credentials credentials, Func<string, string?> environment)
    {
        var endpoint = address.Endpoint ?? FromEnvironment(address, environment);
        var region = address.Region ?? NotEmpty(environment("AWS_REGION")) ?? NotEmpty(environment("AWS_DEFAULT_REGION")) ?? credentials.ProfileRegion();
        if (region is null && endpoint is null)
            throw new StoreException($"s3://{address.Bucket}: in which region is it? Add ?region=REGION to its URL, or set AWS_REGION", isTransient: false);
        region ??= "us-east-1"; // what servers that know no regions expect in signatures
        // Amazon S3 user guide, "Virtual hosting of buckets"; China's regions have a domain of their own.
        var amazon = $"s3.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";
        var (scheme, host) = endpoint is null ? ("https", amazon) : (endpoint.Scheme, endpoint.Authority);
        var inPath = address.InPath ?? (endpoint is not null || !CanBeInHost(address.Bucket));
        return new(inPath ? $"{scheme}://{host}/{RequestSigner.Escape(address.Bucket)}/" : $"{scheme}://{address.Bucket}.{host}/", region);
    }

    /// <summary>The bucket itself.</summary>
    /// <param name="query">Names and values, escaped here; in the order of their names, as they are signed.</param>
    public Uri Bucket(params ReadOnlySpan<(string Name, string Value)> query) => Build("", query);

    /// <summary>An object.</summary>
    /// <param name="key">Whole, with the store's prefix.</param>
    /// <param name="query">As of <see cref="Bucket"/>.</param>
    public Uri Object(string key, params ReadOnlySpan<(string Name, string Value)> query) =>
        Build(RequestSigner.Escape(key).Replace("%2F", "/", StringComparison.Ordinal), query);

    private Uri Build(string path, ReadOnlySpan<(string Name, string Value)> query)
    {
        var text = new StringBuilder(_root).Append(path);
        for (var i = 0; i < query.Length; i++)
            text.Append(i == 0 ? '?' : '&').Append(RequestSigner.Escape(query[i].Name)).Append('=').Append(RequestSigner.Escape(query[i].Value));
        return new Uri(text.ToString(), s_asItIs); // sent as it is signed
    }

    // A dot more would not be in the server's certificate, and hosts have no capitals.
    private static bool CanBeInHost(string bucket) => bucket.Length <= 63 && bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static Uri? FromEnvironment(BucketAddress address, Func<string, string?> environment)
    {
        if (string.Equals(environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        foreach (var name in (string[])["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        {
            if (NotEmpty(environment(name)) is not { } value) continue;
            try
            {
                return StoreUrlReader.Endpoint(value, name);
            }
            catch (FormatException e)
            {
                throw new StoreException($"s3://{address.Bucket}: {e.Message}", isTransient: false, e);
            }
        }
        return null;
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
