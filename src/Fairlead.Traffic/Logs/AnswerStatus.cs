namespace Fairlead.Traffic.Logs;

/// <summary>The status of an answer, as logs have it.</summary>
internal static class AnswerStatus
{
    /// <summary>
    /// What a request counts as that its client gave up before there was an answer: nginx's own status for that (ngx_http_request.h, NGX_HTTP_CLIENT_CLOSED_REQUEST).
    /// CloudFront writes 000 there (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html, sc-status), and so does nginx
    /// where nothing was decided yet.
    /// </summary>
    private const int ClientClosedRequest = 499;

    /// <summary>Reads three digits from 100 to 599 (RFC 9110 section 15), or 000.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int status)
    {
        status = text.Length == 3 && Digits.TryRead(text, out var number) ? (int)number : -1;
        if (status == 0) status = ClientClosedRequest;
        return status is >= 100 and <= 599;
    }
}
