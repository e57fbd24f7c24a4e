using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Fairlead.Networks.Feeds;

/// <summary>Fetches feeds over HTTP, within limits. Thread-safe.</summary>
internal sealed class FeedDownloader(HttpClient http, TimeProvider time, FeedLimits limits)
{
    /// <summary>Asks for the feed, on condition that it is not the copy that these validators are of. Every failure is an answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token says so.</exception>
    public async Task<FeedDownload> GetAsync(Uri url, FeedValidators known, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(limits.Total, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await FollowAsync(url, known, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return FeedDownload.Unreachable(string.Create(CultureInfo.InvariantCulture, $"no whole answer within {limits.Total.TotalSeconds} s"));
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            return FeedDownload.Unreachable(Reason(e)); // the client's own, shorter limit on connecting
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return FeedDownload.Unreachable(Reason(e));
        }
    }

    private async Task<FeedDownload> FollowAsync(Uri url, FeedValidators known, CancellationToken cancel)
    {
        for (var redirects = 0; redirects <= limits.Redirects; redirects++)
        {
            using var request = Request(url, known);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    return await BodyAsync(response, cancel);
                case HttpStatusCode.NotModified:
                    return known == FeedValidators.None
                        ? FeedDownload.Unreachable("it answered 304 to a question without a condition")
                        : FeedDownload.NotModified(Validators(response, known));
                case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect:
                    if (FeedRedirect.Next(url, response.Headers.Location, out var refusal) is not { } next) return FeedDownload.Unreachable(refusal!);
                    url = next;
                    break;
                default:
                    return FeedDownload.Unreachable($"it answered {(int)response.StatusCode}");
            }
        }
        return FeedDownload.Unreachable($"it redirects more than {limits.Redirects} times");
    }

    private static HttpRequestMessage Request(Uri url, FeedValidators known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (EntityTagHeaderValue.TryParse(known.ETag, out var tag)) request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = known.LastModified;
        return request;
    }

    private async Task<FeedDownload> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentEncoding.Count > 0)
            return FeedDownload.Refused("its body is compressed, which was not asked for");
        if (response.Content.Headers.ContentLength > limits.Bytes) return TooLarge();

        using var body = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 0));
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > limits.Bytes) return TooLarge();
            body.Write(buffer, 0, read);
        }
        return FeedDownload.Loaded(body.GetBuffer().AsMemory(0, (int)body.Length), Validators(response, FeedValidators.None));
    }

    private FeedDownload TooLarge() => FeedDownload.Refused($"it is larger than {limits.Bytes} bytes");

    // A 304 may leave out what has not changed (RFC 9110 section 15.4.5).
    private static FeedValidators Validators(HttpResponseMessage response, FeedValidators known) =>
        new(response.Headers.ETag?.ToString() ?? known.ETag, response.Content.Headers.LastModified ?? known.LastModified);

    // The outer message is often only that something went wrong while sending.
    private static string Reason(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
}
