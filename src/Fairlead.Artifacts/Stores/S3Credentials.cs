using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Who signs: what the AWS SDK's own chain finds (environment, profile, web identity, container, instance), asked when the first request is
/// made, kept fresh by the SDK. Thread-safe.
/// </summary>
internal sealed class S3Credentials(BucketAddress address, TimeProvider time)
{
    /// <summary>
    /// The SDK asks the instance's metadata service last, and on a machine that is no instance nobody answers; a token service far away takes a while.
    /// </summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

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
            var getting = found.GetCredentialsAsync();
            var keys = getting.IsCompletedSuccessfully ? getting.Result : await getting.WaitAsync(s_patience, time, cancel).ConfigureAwait(false);
            // Of another cloud's session, and none of the other cloud's business.
            if (address.Dialect == StoreDialect.Google && !string.IsNullOrEmpty(keys.Token))
                throw new StoreException($"{address.Name}: the keys that were found are those of an AWS session: give an HMAC key of Cloud Storage as a profile, ?profile=NAME", isTransient: false);
            if (IsPlain(keys.AccessKey) && IsPlain(keys.Token)) return keys;
        }
        catch (Exception e) when (e is AmazonServiceException or TimeoutException or HttpRequestException)
        {
            var why = e is TimeoutException ? "nobody gave any in time" : Quoted.Text(e.Message);
            throw new StoreException($"{address.Name}: credentials could not be got: {why}", isTransient: false, e);
        }
        catch (Exception e) when (IsOfConfiguration(e))
        {
            throw new StoreException(
                $"{address.Name}: there are no credentials{(address.Dialect == StoreDialect.Google ? " (an HMAC key of Cloud Storage)" : "")}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give ?profile=NAME; "
                + "to read a public bucket, ?anonymous=true",
                isTransient: false,
                e);
        }
        throw new StoreException($"{address.Name}: the access key or the session token has a space or a line's end in it; is it that of a file?", isTransient: false);
    }

    /// <summary>What the AWS configuration files say of the profile; null when they know none.</summary>
    /// <exception cref="StoreException">They can't be read.</exception>
    public CredentialProfile? Profile()
    {
        try
        {
            var name = address.Profile ?? Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default";
            return new CredentialProfileStoreChain().TryGetProfile(name, out var profile) ? profile : null;
        }
        catch (Exception e) when (IsOfConfiguration(e))
        {
            throw new StoreException($"{address.Name}: the AWS configuration files can't be read: {Quoted.Text(e.Message)}", isTransient: false, e);
        }
    }

    private static bool IsOfConfiguration(Exception e) =>
        e is AmazonClientException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or FormatException;

    // They go into headers.
    private static bool IsPlain(string? text) => text is null || text.All(c => c is > ' ' and <= '~');

    private AWSCredentials Find()
    {
        var config = new AmazonS3Config();
        if (address.Profile is { } name) config.Profile = new Amazon.Profile(name);
        return DefaultAWSCredentialsIdentityResolver.GetCredentials(config);
    }
}
