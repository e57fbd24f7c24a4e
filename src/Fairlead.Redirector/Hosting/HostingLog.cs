using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>What the server says of itself. Never with a client's address, and never with a text that a client sent.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(20, LogLevel.Error, "a decision failed; under /v2/ the client is sent to the upstream, elsewhere it gets 500")]
    public static partial void DecisionFailed(ILogger logger, Exception failure);

    [LoggerMessage(21, LogLevel.Information, "serving on {Addresses}, admin on {Admin}, policy {Policy}")]
    public static partial void Serving(ILogger logger, string addresses, string admin, string policy);

    [LoggerMessage(22, LogLevel.Warning, "--assume-present: nobody is asked whether a mirror holds a blob; clients may be sent to what is not there. For tests and comparisons only")]
    public static partial void AssumingPresent(ILogger logger);

    [LoggerMessage(23, LogLevel.Warning, "no feed has been loaded yet for {Sources}: clients are not told apart, and those of no other provider go to the upstream")]
    public static partial void FeedsMissing(ILogger logger, string sources);

    [LoggerMessage(24, LogLevel.Error, "{Problem}")]
    public static partial void PolicyError(ILogger logger, string problem);

    [LoggerMessage(25, LogLevel.Warning, "{Problem}")]
    public static partial void PolicyWarning(ILogger logger, string problem);

    [LoggerMessage(26, LogLevel.Error, "the policy was not reloaded: {Errors} error(s); the old one goes on serving")]
    public static partial void ReloadRefused(ILogger logger, int errors);

    [LoggerMessage(27, LogLevel.Information, "policy reloaded: {Providers} provider(s), {Mirrors} mirror(s), {Prefixes} prefixes")]
    public static partial void Reloaded(ILogger logger, int providers, int mirrors, int prefixes);

    [LoggerMessage(28, LogLevel.Information, "feed {Feed}: {Prefixes} prefixes, {Masked} of them with host bits that were masked")]
    public static partial void FeedLoaded(ILogger logger, string feed, int prefixes, int masked);

    [LoggerMessage(29, LogLevel.Warning, "{Reason}")]
    public static partial void FeedProblem(ILogger logger, string reason);

    [LoggerMessage(30, LogLevel.Warning, "a peer that is not in clientAddress.trustedProxies sent the client address header; it is ignored (said once; counted as fairlead_client_address_total{{outcome=\"untrusted\"}})")]
    public static partial void UntrustedHeader(ILogger logger);

    [LoggerMessage(31, LogLevel.Information, "stopping: not ready from now on, accepting for {Seconds} s more")]
    public static partial void Draining(ILogger logger, double seconds);

    [LoggerMessage(32, LogLevel.Information, "stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(33, LogLevel.Error, "a background task failed; it is started again")]
    public static partial void BackgroundFailed(ILogger logger, Exception failure);

    [LoggerMessage(37, LogLevel.Warning, "{Problem}")]
    public static partial void ProviderFileProblem(ILogger logger, string problem);

    [LoggerMessage(38, LogLevel.Information, "{Files} provider file(s) loaded")]
    public static partial void ProviderFilesLoaded(ILogger logger, int files);

    [LoggerMessage(36, LogLevel.Error, "the reload failed; what was good goes on serving")]
    public static partial void ReloadFailed(ILogger logger, Exception failure);

    [LoggerMessage(34, LogLevel.Information, "certificate loaded, valid until {NotAfter}")]
    public static partial void CertificateLoaded(ILogger logger, DateTimeOffset notAfter);

    [LoggerMessage(35, LogLevel.Error, "the certificate was not reloaded, the old one stays: {Reason}")]
    public static partial void CertificateRefused(ILogger logger, string reason);
}
