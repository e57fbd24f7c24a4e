using System.Globalization;
using Fairlead.Demo.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fairlead.Demo.Hosting;

/// <summary>Answers GET and HEAD with content that never changes under its digest.</summary>
internal static class BlobAnswer
{
    /// <summary>
    /// The whole content, or the one range of it that was asked for (RFC 9110 section 14.2: only of a GET; what can't be
    /// understood, and more than one range, is answered with everything).
    /// </summary>
    public static async Task WriteAsync(HttpContext context, Blob blob, string contentType)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.Headers.ETag = $"\"{blob.Digest}\"";
        response.Headers.AcceptRanges = "bytes";
        var content = blob.Content;
        if (RangeOf(context.Request, response.Headers.ETag!) is { } range)
        {
            if (!TryResolve(range, blob.Size, out var start, out var length))
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{blob.Size}");
                response.ContentLength = 0;
                return;
            }
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{start + length - 1}/{blob.Size}");
            content = content.Slice(start, length);
        }
        response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static RangeItemHeaderValue? RangeOf(HttpRequest request, string etag)
    {
        if (!HttpMethods.IsGet(request.Method)) return null;
        var ifRange = request.Headers.IfRange;
        if (ifRange.Count > 0 && ifRange != etag) return null;
        return RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range)
            && range.Unit == "bytes" && range.Ranges.Count == 1
            ? range.Ranges.First()
            : null;
    }

    private static bool TryResolve(RangeItemHeaderValue range, int size, out int start, out int length)
    {
        var first = range.From ?? Math.Max(0, size - range.To!.Value); // no From: the last To bytes
        var last = range.From is null ? size - 1 : Math.Min(range.To ?? long.MaxValue, size - 1);
        var satisfiable = first <= last;
        (start, length) = satisfiable ? ((int)first, (int)(last - first + 1)) : (0, 0);
        return satisfiable;
    }
}
