using System.Net;
using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>Makes something readable of an answer that is no success.</summary>
internal static class RegistryErrors
{
    /// <summary>What is read of an error.</summary>
    public const int MaxBytes = 8 << 10;

    /// <summary>The exception for an answer, which is disposed of.</summary>
    /// <param name="http">It came by this.</param>
    /// <param name="response">The answer.</param>
    /// <param name="what">Was asked.</param>
    /// <param name="deadline">Of the exchange.</param>
    /// <param name="advice">In place of how to sign in, where nobody can.</param>
    public static async Task<RegistryException> RefusedAsync(
        this RegistryHttp http, HttpResponseMessage response, string what, Deadline deadline, string? advice = null)
    {
        using (response)
        {
            var body = await http.ReadStartAsync(response, MaxBytes, deadline).ConfigureAwait(false);
            deadline.Caller.ThrowIfCancellationRequested();
            var status = response.StatusCode;
            var url = response.RequestMessage!.RequestUri!;
            var said = Describe(body.Span);
            var isTransient = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || ((int)status >= 500 && status != HttpStatusCode.NotImplemented);
            var retryAfter = isTransient ? Wire.RetryAfter.Of(response.Headers.RetryAfter, http.Time.GetUtcNow()) : null;
            if (status == HttpStatusCode.TooManyRequests && retryAfter is { } wait) http.Gates.Of(url).Rate.Pause(wait);
            return new RegistryException($"{url.Authority}: {what} answered {(int)status}{(said.Length > 0 ? $": {said}" : "")}{(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? advice ?? Advice(status) : NoAnswer.Advice(status, url))}", status)
            {
                IsTransient = isTransient,
                IsOfNamed = said.Contains("MANIFEST_BLOB_UNKNOWN", StringComparison.Ordinal),
                RetryAfter = retryAfter,
            };
        }
    }

    private static string Advice(HttpStatusCode status) => status == HttpStatusCode.Unauthorized
        ? " (sign in with 'docker login', or check the credentials that are there)"
        : " (who signs in there may not do this)";

    /// <summary>The codes and messages of the specification's errors (OCI distribution specification 1.1, "Error Codes"), else the text itself.</summary>
    public static string Describe(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\"errors\""u8) < 0) return body.StartsWith("<"u8) ? "" : PlainText.Of(Encoding.UTF8.GetString(body));
        var said = new StringBuilder();
        try
        {
            var json = new Utf8JsonReader(body, isFinalBlock: false, default);
            while (json.Read() && said.Length < PlainText.MaxLength)
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 3) continue;
                var isCode = json.ValueTextEquals("code"u8);
                if ((!isCode && !json.ValueTextEquals("message"u8)) || !json.Read() || json.TokenType != JsonTokenType.String) continue;
                if (said.Length > 0) said.Append(isCode ? "; " : ": ");
                said.Append(json.GetString());
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was understood has to do.
        }
        return PlainText.Of(said.ToString());
    }
}
