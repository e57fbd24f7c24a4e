namespace Fairlead.Networks.Feeds;

/// <summary>What a feed's server answered.</summary>
/// <param name="Outcome">
/// <see cref="FeedOutcome.Loaded"/> with content, <see cref="FeedOutcome.NotModified"/> without;
/// <see cref="FeedOutcome.Refused"/> or <see cref="FeedOutcome.Unreachable"/> with a problem.
/// </param>
/// <param name="Content">The whole body.</param>
/// <param name="Validators">Of the body, or, with <see cref="FeedOutcome.NotModified"/>, what the server now says of the copy.</param>
/// <param name="Problem">What went wrong.</param>
internal sealed record FeedDownload(FeedOutcome Outcome, ReadOnlyMemory<byte> Content, FeedValidators Validators, string? Problem)
{
    public static FeedDownload Loaded(ReadOnlyMemory<byte> content, FeedValidators validators) =>
        new(FeedOutcome.Loaded, content, validators, null);

    public static FeedDownload NotModified(FeedValidators validators) => new(FeedOutcome.NotModified, default, validators, null);

    public static FeedDownload Refused(string problem) => new(FeedOutcome.Refused, default, FeedValidators.None, problem);

    public static FeedDownload Unreachable(string problem) => new(FeedOutcome.Unreachable, default, FeedValidators.None, problem);
}
