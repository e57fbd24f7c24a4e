using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Fairlead.Artifacts.Probing;

/// <summary>Asks a redirector's admin port where it would send a client.</summary>
internal sealed class ExplainClient(HttpMessageInvoker http, Uri admin, ProbeOptions options, ClientClaim client)
{
    private const int MostBytes = 256 << 10; // an explanation with a hundred candidates has 40 KB

    /// <summary>Who is asked about.</summary>
    public ClientClaim Client => client;

    /// <summary>What it says of a path.</summary>
    /// <exception cref="ProbeFailure">It says nothing.</exception>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    public async Task<Explained> AskAsync(string path, Patience patience)
    {
        var query = $"/explain?address={Uri.EscapeDataString(client.Address.ToString())}&path={Uri.EscapeDataString(path)}&host={Uri.EscapeDataString(options.Redirector.Authority)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(admin, query));
        request.Headers.TryAddWithoutValidation("User-Agent", options.FullAgent);
        using var response = await http.SendAsync(request, patience.Token).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new ProbeFailure(string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(admin)} answers {(int)response.StatusCode} to /explain; is it the redirector's admin port?"));
        await response.Content.LoadIntoBufferAsync(MostBytes, patience.Token).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false);
        return Read(bytes) ?? throw new ProbeFailure($"{PrintableText.Of(admin)} names no location; is it the redirector's admin port?");
    }

    private static Explained? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Text(document.RootElement, "location") is { } location && Uri.TryCreate(location, UriKind.Absolute, out var url)
                ? new Explained(url, Text(document.RootElement, "rule") is { } rule ? PrintableText.Of(rule) : null) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
