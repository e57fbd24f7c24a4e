using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.S3;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Who signs: what the AWS SDK's own chain finds (environment, profile, web identity, container, instance), asked when the first request is
/// made, kept fresh by the SDK. Thread-safe.
/// </summary>
internal sealed class S3Credentials(BucketAddress address, TimeProvider time)
{
    /// <summary>The SDK asks the instance's metadata service last, and on a machine that is no instance nobody answers.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private volatile AWSCredentials? _found;

    /// <summary>The keys for one request; null: requests are not signed.</summary>
    /// <exception cref="StoreException">There are none.</exception>
    public async ValueTask<ImmutableCredentials?> GetAsync(CancellationToken cancel)
    {
        if (address.IsAnonymous) return null;
        try
        {
            // Waited for only the first time, and when the SDK renews keys that end.
            var found = _found ??= await Task.Run(Find, cancel).WaitAsync(s_patience, time, cancel).ConfigureAwait(false);
            var keys = found.GetCredentialsAsync();
            return keys.IsCompletedSuccessfully ? keys.Result : await keys.WaitAsync(s_patience, time, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmazonClientException or TimeoutException or HttpRequestException or IOException)
        {
            throw new StoreException(
                $"s3://{address.Bucket}: there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give ?profile=NAME; "
                + "to read a public bucket, ?anonymous=true",
                isTransient: false,
                e);
        }
    }

    /// <summary>The region that the profile names; null when it names none.</summary>
    public string? ProfileRegion() =>
        new CredentialProfileStoreChain().TryGetProfile(address.Profile ?? Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default", out var profile)
            ? profile.Region?.SystemName
            : null;

    private AWSCredentials Find()
    {
        var config = new AmazonS3Config();
        if (address.Profile is { } name) config.Profile = new Amazon.Profile(name);
        return DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
    }
}
