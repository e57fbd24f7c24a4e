using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Fairlead.Networks.Feeds;

/// <summary>Fetches feeds over HTTP, within limits. Thread-safe.</summary>
/// <param name="http">Made by <see cref="FeedHttp.Create"/>.</param>
/// <param name="time">For the time limit.</param>
/// <param name="maxRedirects">No more are followed.</param>
internal sealed class FeedDownloader(HttpClient http, TimeProvider time, int maxRedirects)
{
    private const int PieceBytes = 128 << 10;

    /// <summary>Asks for the body, on condition that it is not the copy that there is. Every failure is an answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token says so.</exception>
    public async Task<FeedDownload> GetAsync(FeedQuestion question, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(question.Total, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await FollowAsync(question, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return FeedDownload.Unreachable(string.Create(CultureInfo.InvariantCulture, $"no whole answer within {question.Total.TotalSeconds} s"));
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            return FeedDownload.Unreachable(Reason(e)); // the client's own, shorter limit on connecting
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException) // the network's, or a full disk's
        {
            return FeedDownload.Unreachable(Reason(e));
        }
    }

    private async Task<FeedDownload> FollowAsync(FeedQuestion question, CancellationToken cancel)
    {
        var (url, known) = (question.Url, question.Known);
        for (var redirects = 0; redirects <= maxRedirects; redirects++)
        {
            using var request = Request(url, known);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    return await BodyAsync(response, question, cancel);
                case HttpStatusCode.NotModified:
                    return known is { ETag: null, LastModified: null }
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
        return FeedDownload.Unreachable($"it redirects more than {maxRedirects} times");
    }

    private static HttpRequestMessage Request(Uri url, FeedValidators known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (EntityTagHeaderValue.TryParse(known.ETag, out var tag)) request.Headers.IfNoneMatch.Add(tag);
        request.Headers.IfModifiedSince = known.LastModified;
        return request;
    }

    private static async Task<FeedDownload> BodyAsync(HttpResponseMessage response, FeedQuestion question, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentEncoding.Count > 0)
            return FeedDownload.Refused("its body is compressed, which was not asked for");
        if (response.Content.Headers.ContentLength > question.MaxBytes) return FeedDownload.Refused(FeedInput.TooLarge(question.MaxBytes));

        FeedSpool? body = question.Place();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            var piece = new byte[PieceBytes];
            for (int read; (read = await stream.ReadAsync(piece, cancel)) > 0;)
            {
                if (body.Fingerprint.Bytes + read > question.MaxBytes) return FeedDownload.Refused(FeedInput.TooLarge(question.MaxBytes));
                body.Append(piece.AsSpan(0, read));
            }
            var download = FeedDownload.Loaded(body, Validators(response, FeedValidators.None with { Document = question.Known.Document }));
            body = null; // the answer's now
            return download;
        }
        finally
        {
            body?.Dispose();
        }
    }

    // A 304 may leave out what has not changed (RFC 9110 section 15.4.5).
    private static FeedValidators Validators(HttpResponseMessage response, FeedValidators known) =>
        new(response.Headers.ETag?.ToString() ?? known.ETag, response.Content.Headers.LastModified ?? known.LastModified, known.Document);

    // The outer message is often only that something went wrong while sending.
    private static string Reason(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
}
