using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>S3's errors as a store's failures: what happened, to what, and what to do.</summary>
internal static class S3Failure
{
    /// <param name="doing">As <c>putting KEY</c>.</param>
    /// <param name="permission">The one that this needs, as <c>s3:PutObject</c>.</param>
    /// <param name="bucket">Whose, as <c>s3://BUCKET</c>.</param>
    /// <param name="error">What the server said.</param>
    public static StoreException Of(string doing, string permission, string bucket, S3Error error)
    {
        var code = error.Code.Length > 0 ? $"{Plain(error.Code)} ({error.Status})" : $"status {error.Status}";
        return new($"{bucket}: {doing} failed: {code}: {Remedy(StoreDialect.Of(bucket).Permission(permission), error)}", error.IsTransient);
    }

    /// <summary>No answer at all.</summary>
    public static StoreException NoAnswer(string doing, string bucket, Uri url, Exception e)
    {
        var why = e is OperationCanceledException or TimeoutException ? "the server did not answer in time" : Plain((e.InnerException ?? e).Message);
        return new($"{bucket}: {doing} failed at {url.GetLeftPart(UriPartial.Authority)}: {why}", isTransient: true, e);
    }

    private static string Remedy(string permission, S3Error error)
    {
        if (error.Region.Length > 0 && error.Code is "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "" && error.Status is 301 or 307 or 400)
            return $"the bucket is in another region; give it as ?region={Plain(error.Region)}";
        return error.Code switch
        {
            "NoSuchBucket" => "there is no such bucket at this endpoint; make it, or correct its name, region or endpoint",
            "AccessDenied" => Denied(permission),
            "InvalidAccessKeyId" => "the access key is not known there; is it that of this endpoint?",
            "SignatureDoesNotMatch" => "the secret key is not that of the access key, or something on the way changes requests",
            "RequestTimeTooSkewed" => "the clock of this machine is wrong; set it, by NTP for example",
            "ExpiredToken" or "InvalidToken" => "the session's credentials have ended; get new ones",
            "EntityTooLarge" => "the server takes no object as large as this",
            "QuotaExceeded" => "the quota is used up; raise it or make room",
            "SlowDown" => "too many requests; fewer at a time would help",
            _ when error.Status == 403 => Denied(permission),
            _ when error.Message.Length > 0 => Plain(error.Message),
            _ when error.Status is >= 300 and < 400 => "it is somewhere else, and redirects are not followed; correct the region or the endpoint",
            _ => "the server gave no reason",
        };
    }

    private static string Denied(string permission) => $"the credentials lack the permission {permission}; allow it in the user's or the bucket's policy";

    private static string Plain(string text) => Quoted.Text(text)[1..^1];
}
