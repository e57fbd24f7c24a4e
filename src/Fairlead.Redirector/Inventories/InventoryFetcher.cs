using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Fairlead.Formats.Inventories;

namespace Fairlead.Redirector.Inventories;

/// <summary>
/// Fetches inventories: conditionally, within limits of size and time, read while they come. No redirect is followed, as none is by
/// HEADs to a mirror. Thread-safe.
/// </summary>
/// <param name="http">A client that follows no redirects and unpacks nothing.</param>
/// <param name="time">For the limits of time.</param>
internal sealed class InventoryFetcher(HttpClient http, TimeProvider time)
{
    /// <summary>Some seven million blobs; registry.k8s.io's half a million take 20 MB.</summary>
    public const long MaxBytes = 256 << 20;

    /// <summary>For all of it: 256 MiB take as long at 7 Mbit/s.</summary>
    public static readonly TimeSpan Total = TimeSpan.FromMinutes(5);

    /// <summary>Without a byte.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    /// <summary>A tag has no length that it must keep to; stores' have 34 or so characters.</summary>
    private const int MaxTag = 256;

    private const int PieceBytes = 64 << 10;

    /// <summary>Asks for it, unless it is the one of this tag. Every failure is an answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token says so.</exception>
    public async Task<InventoryFetch> GetAsync(Uri url, EntityTagHeaderValue? known, CancellationToken cancel)
    {
        using var total = new CancellationTokenSource(Total, time);
        using var idle = new CancellationTokenSource(Idle, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancel, total.Token, idle.Token);
        try
        {
            return await GetAsync(url, known, idle, any.Token).ConfigureAwait(false);
        }
        catch (InventoryFormatException e)
        {
            return Refused(e.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var limit = total.IsCancellationRequested ? Total : Idle;
            return Unreachable(string.Create(CultureInfo.InvariantCulture, $"{(total.IsCancellationRequested ? "no whole answer" : "nothing came")} within {limit.TotalSeconds} s"));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return Unreachable(e.InnerException?.Message ?? e.Message);
        }
    }

    private async Task<InventoryFetch> GetAsync(Uri url, EntityTagHeaderValue? known, CancellationTokenSource idle, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotModified && known is not null) return new(FetchOutcome.NotModified);
        if (response.StatusCode != HttpStatusCode.OK) return Unreachable($"it answered {(int)response.StatusCode}");
        if (response.Content.Headers.ContentEncoding.Count > 0) return Refused("its body is compressed, which was not asked for");
        if (response.Content.Headers.ContentLength > MaxBytes) return Refused($"it is larger than {MaxBytes} bytes");

        using var reader = new InventoryReader(MaxBytes);
        var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var piece = new byte[PieceBytes];
        for (int read; (read = await body.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0;)
        {
            idle.CancelAfter(Idle);
            reader.Append(piece.AsSpan(0, read));
        }
        var tag = response.Headers.ETag is { } sent && sent.Tag.Length <= MaxTag ? sent : null;
        return new(FetchOutcome.Loaded, reader.Finish(), tag);
    }

    private static InventoryFetch Unreachable(string problem) => new(FetchOutcome.Unreachable, Problem: problem);

    private static InventoryFetch Refused(string problem) => new(FetchOutcome.Refused, Problem: problem);
}
