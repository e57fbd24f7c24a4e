namespace Fairlead.Networks.Feeds;

/// <summary>What a feed's server answered. To be disposed of, and the body with it.</summary>
/// <param name="Outcome">
/// <see cref="FeedOutcome.Loaded"/> with a body, <see cref="FeedOutcome.NotModified"/> without;
/// <see cref="FeedOutcome.Refused"/> or <see cref="FeedOutcome.Unreachable"/> with a problem.
/// </param>
/// <param name="Body">All of it.</param>
/// <param name="Validators">Of the body, or, with <see cref="FeedOutcome.NotModified"/>, what the server now says of the copy.</param>
/// <param name="Problem">What went wrong.</param>
internal sealed record FeedDownload(FeedOutcome Outcome, FeedSpool? Body, FeedValidators Validators, string? Problem) : IDisposable
{
    public static FeedDownload Loaded(FeedSpool body, FeedValidators validators) => new(FeedOutcome.Loaded, body, validators, null);

    public static FeedDownload NotModified(FeedValidators validators) => new(FeedOutcome.NotModified, null, validators, null);

    public static FeedDownload Refused(string problem) => new(FeedOutcome.Refused, null, FeedValidators.None, problem);

    public static FeedDownload Unreachable(string problem) => new(FeedOutcome.Unreachable, null, FeedValidators.None, problem);

    public void Dispose() => Body?.Dispose();
}
