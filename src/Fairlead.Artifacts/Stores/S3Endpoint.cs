using System.Text;
using Amazon;
using Amazon.Runtime.CredentialManagement;
using Fairlead.Artifacts.Stores.Signing;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>Where a bucket answers, and the URLs of what is in it.</summary>
internal sealed class S3Endpoint
{
    private static readonly UriCreationOptions s_asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // Cloud Storage documentation, "Request endpoints": of the XML API.
    private static readonly Uri s_google = new("https://storage.googleapis.com");

    private readonly string _root;

    private S3Endpoint(string root, string region) => (_root, Region) = (root, region);

    /// <summary>What requests are signed for.</summary>
    public string Region { get; }

    /// <summary>From the URL, then the environment, then the profile.</summary>
    /// <exception cref="StoreException">There is no region, or what was found is none, or no server's address.</exception>
    public static S3Endpoint Of(BucketAddress address, S3Credentials credentials, Func<string, string?> environment)
    {
        try
        {
            return Find(address, new Lazy<CredentialProfile?>(credentials.Profile), environment);
        }
        catch (FormatException e)
        {
            throw new StoreException($"{address.Name}: {e.Message}", isTransient: false, e);
        }
    }

    private static S3Endpoint Find(BucketAddress address, Lazy<CredentialProfile?> profile, Func<string, string?> environment)
    {
        if (address.Dialect == StoreDialect.Google) return Google(address);
        var endpoint = address.Endpoint ?? Configured(profile, environment);
        var region = address.Region ?? FromEnvironment(environment, "AWS_REGION", StoreUrlReader.Region) ?? FromEnvironment(environment, "AWS_DEFAULT_REGION", StoreUrlReader.Region)
            ?? profile.Value?.Region?.SystemName;
        // An instance knows its region too; its metadata service is not asked: elsewhere that would be seconds of waiting for nobody.
        if (region is null && endpoint is null) throw new FormatException("in which region is it? Add ?region=REGION to its URL, or set AWS_REGION");
        region = StoreUrlReader.Region(region ?? "us-east-1", "region"); // what servers that know no regions expect in signatures
        // Amazon S3 user guide, "Virtual hosting of buckets"; some partitions, as China, have a domain of their own.
        var (scheme, host) = endpoint is null ? ("https", $"s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}") : (endpoint.Scheme, endpoint.Authority);
        var inPath = address.InPath ?? (endpoint is not null || !CanBeInHost(address.Bucket));
        var root = inPath ? $"{scheme}://{host}/{RequestSigner.Escape(address.Bucket)}/" : $"{scheme}://{address.Bucket}.{host}/";
        return Uri.TryCreate(root, s_asItIs, out _)
            ? new(root, region)
            : throw new FormatException($"{Quoted.Text(root)} is no URL: the bucket can't be in the host's name; write style=path");
    }

    // In the path, since buckets there may have dots and underscores in their names. What the environment says of endpoints and regions is of AWS.
    private static S3Endpoint Google(BucketAddress address) =>
        new($"{(address.Endpoint ?? s_google).GetLeftPart(UriPartial.Authority)}/{RequestSigner.Escape(address.Bucket)}/", StoreDialect.GoogleLocation);

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

    private static Uri? Configured(Lazy<CredentialProfile?> profile, Func<string, string?> environment)
    {
        if (string.Equals(environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        if ((FromEnvironment(environment, "AWS_ENDPOINT_URL_S3", StoreUrlReader.Endpoint) ?? FromEnvironment(environment, "AWS_ENDPOINT_URL", StoreUrlReader.Endpoint)) is { } found) return found;
        return profile.Value is { EndpointUrl: { Length: > 0 } url, IgnoreConfiguredEndpointUrls: not true } ? StoreUrlReader.Endpoint(url, "endpoint_url") : null;
    }

    private static T? FromEnvironment<T>(Func<string, string?> environment, string name, Func<string, string, T> read)
        where T : class => environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? read(value, name) : null;
}
