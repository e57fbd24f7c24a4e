using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries;

/// <summary>Reads answers that are small enough to be held, and no larger than they may be.</summary>
internal static class RegistryBody
{
    private const int FirstPiece = 16 << 10;

    // Memory is for what has come, not for what was announced.
    private const int MostAtOnce = 1 << 20;

    // For what is held whole. A server that sends a byte a minute is never silent, and would keep us for ever.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    /// <summary>All of a body.</summary>
    /// <exception cref="RegistryException">It is larger than <paramref name="maxBytes"/>, or broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(this RegistryHttp http, HttpResponseMessage response, string what, long maxBytes, Deadline deadline)
    {
        var url = response.RequestMessage!.RequestUri!;
        var length = response.Content.Headers.ContentLength;
        if (length > maxBytes) throw TooLarge(url, what, maxBytes);
        var (body, read) = await FillAsync(http, response.Content, new byte[Math.Min(length ?? FirstPiece, MostAtOnce)], what, maxBytes, deadline, url).ConfigureAwait(false);
        return body.AsMemory(0, read);
    }

    /// <summary>The first bytes of a body, as many as come and as are allowed; what breaks off ends it.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadStartAsync(this RegistryHttp http, HttpResponseMessage response, int maxBytes, Deadline deadline)
    {
        var body = new byte[maxBytes];
        var read = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            deadline.Start();
            read = await stream.ReadAtLeastAsync(body, maxBytes, throwOnEndOfStream: false, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException || deadline.HasPassed)
        {
            // It only says more of an error that is known.
        }
        deadline.Stop();
        return body.AsMemory(0, read);
    }

    private static async Task<(byte[] Body, int Length)> FillAsync(
        RegistryHttp http, HttpContent content, byte[] body, string what, long maxBytes, Deadline deadline, Uri url)
    {
        var began = http.Time.GetTimestamp();
        try
        {
            var stream = await content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            for (var read = 0; ;)
            {
                if (read == body.Length)
                {
                    // A body of the length that was announced ends here; the one byte more also sees its end.
                    if (read > maxBytes) throw TooLarge(url, what, maxBytes);
                    Array.Resize(ref body, (int)Math.Min(Math.Max(read * 2L, FirstPiece), maxBytes + 1));
                }
                deadline.Start();
                var piece = await stream.ReadAsync(body.AsMemory(read), deadline.Token).ConfigureAwait(false);
                if (piece == 0) return (body, read);
                read += piece;
                if (http.Time.GetElapsedTime(began) > s_longest) throw new RegistryException($"{url.Authority}: {what}: its answer was not there after {s_longest.TotalMinutes} minutes");
                if (read == content.Headers.ContentLength) return (body, read);
            }
        }
        catch (Exception e) when (e is IOException and not RegistryException or HttpRequestException || deadline.HasPassed)
        {
            throw http.Unanswered(what, url, deadline, e);
        }
        finally
        {
            deadline.Stop();
        }
    }

    private static RegistryException TooLarge(Uri url, string what, long maxBytes) =>
        new($"{url.Authority}: {what}: its answer is larger than {maxBytes} bytes, which nothing of this kind is");

    /// <summary>A media type without its parameters; empty where none is said.</summary>
    public static string MediaTypeOf(HttpContentHeaders headers) => headers.ContentType?.MediaType ?? "";
}
