using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Fairlead.Artifacts.Probing;

/// <summary>Asks a redirector's admin port where it would send a client.</summary>
internal sealed class ExplainClient(HttpMessageInvoker http, Uri admin, ProbeOptions options)
{
    private const int MostBytes = 256 << 10; // an explanation with a hundred candidates has 40 KB

    /// <summary>The <c>location</c> that it names for a blob.</summary>
    /// <exception cref="ProbeFailure">It says none.</exception>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<Uri> LocationOfAsync(ProbedBlob blob, Patience patience)
    {
        var query = $"/explain?address={Uri.EscapeDataString(options.Client.Address.ToString())}&path={Uri.EscapeDataString(PullRoute.PathOf(blob))}&host={Uri.EscapeDataString(options.Redirector.Authority)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(admin, query));
        using var response = await http.SendAsync(request, patience.Token).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(admin)} answers {(int)response.StatusCode} to /explain; is it the redirector's admin port?"));
        await response.Content.LoadIntoBufferAsync(MostBytes, patience.Token).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
        return Location(bytes) ?? throw new ProbeFailure($"{PrintableText.Of(admin)} names no location; is it the redirector's admin port?");
    }

    private static Uri? Location(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("location", out var location) && location.ValueKind == JsonValueKind.String
                && Uri.TryCreate(location.GetString(), UriKind.Absolute, out var url) ? url : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
