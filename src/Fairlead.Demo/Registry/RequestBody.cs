using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>Reads what is pushed into memory.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> ReadAsync(HttpContext context, int maxBytes)
    {
        using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, maxBytes));
        await CopyAsync(context, body, maxBytes);
        return body.ToArray();
    }

    public static async Task CopyAsync(HttpContext context, Stream to, long maxBytes)
    {
        var piece = new byte[64 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(piece, context.RequestAborted)) > 0;)
        {
            if ((maxBytes -= read) < 0) throw new BadHttpRequestException("too large for a registry in memory", StatusCodes.Status413PayloadTooLarge);
            to.Write(piece, 0, read);
        }
    }
}
