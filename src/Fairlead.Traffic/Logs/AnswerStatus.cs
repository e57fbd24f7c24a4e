namespace Fairlead.Traffic.Logs;

/// <summary>The status of an answer, as logs have it.</summary>
internal static class AnswerStatus
{
    /// <summary>
    /// What a request counts as that its client gave up before there was an answer: nginx's own status for that (ngx_http_request.h, NGX_HTTP_CLIENT_CLOSED_REQUEST).
    /// CloudFront writes 000 there (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html, sc-status), and so does nginx
    /// where nothing was decided yet; Google's balancers log 0, which JSON leaves out.
    /// </summary>
    private const int ClientClosedRequest = 499;

    /// <summary>Reads three digits from 100 to 599 (RFC 9110 section 15), or 000.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int status)
    {
        status = 0;
        return text.Length == 3 && Digits.TryRead(text, out var number) && TryTake(number, out status);
    }

    /// <summary>Takes a number likewise, or 0.</summary>
    public static bool TryTake(long number, out int status)
    {
        status = number == 0 ? ClientClosedRequest : number is >= 100 and <= 599 ? (int)number : 0;
        return status != 0;
    }
}
