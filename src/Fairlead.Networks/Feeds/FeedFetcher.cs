namespace Fairlead.Networks.Feeds;

/// <summary>Fetches what a feed's URL leads to; for Azure, by way of the page that names it. Thread-safe.</summary>
internal sealed class FeedFetcher(FeedDownloader downloader, FeedCopies copies, FeedLimits limits)
{
    /// <summary>The feed's body, on condition that it is not the copy that there is. Every failure is an answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token says so.</exception>
    public async Task<FeedDownload> GetAsync(FeedSource source, FeedValidators known, CancellationToken cancel)
    {
        // Of what a page named, the page itself knows nothing: it is asked without a condition.
        var answer = await downloader.GetAsync(Question(source, source.Url!, known.For(null)), cancel);
        if (source.Type != "azure" || answer.Body is not { } body || !IsPage(body)) return answer;
        using (answer)
        {
            if (body.Fingerprint.Bytes > AzurePage.MostBytes)
                return FeedDownload.Refused($"it is a page of more than {AzurePage.MostBytes} bytes, and not looked through for a link");
            if (AzurePage.Link(WholeContent.Read(body.OpenBody(), AzurePage.MostBytes).Span, limits.AzureDocuments) is not { } document)
                return FeedDownload.Refused($"it is a page without a link to {limits.AzureDocuments}.../ServiceTags_Public_DATE.json");
            return await downloader.GetAsync(Question(source, document, known.For(document)), cancel);
        }
    }

    private FeedQuestion Question(FeedSource source, Uri url, FeedValidators known) =>
        new(url, known, limits.BytesOf(source.Type), limits.TotalOf(source.Type), () => copies.Begin(source));

    private static bool IsPage(FeedSpool body)
    {
        var start = new byte[256]; // white space before the first tag is a line or two
        return AzurePage.IsPage(start.AsSpan(0, body.OpenBody().ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }
}
