using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Gets tokens: by GET (distribution's "Token Authentication Specification"), or with an identity token by POST ("OAuth2 Token
/// Authentication"). Thread-safe.
/// </summary>
internal sealed class TokenService(RegistryHttp http)
{
    private const string What = "asking for a token";
    private const int MaxBytes = 256 << 10;

    // It is sent with every request, in a header; servers take 8 to 32 KB of them.
    private const int MaxToken = 64 << 10;

    // "If omitted, this defaults to 60 seconds."
    private static readonly TimeSpan s_defaultLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(10);

    /// <summary>A token for these scopes, for this credential or for nobody.</summary>
    /// <exception cref="RegistryException">There is none to be had.</exception>
    public async Task<BearerToken> FetchAsync(
        Uri realm, string? service, IReadOnlyList<string> scopes, RegistryCredential? credential, string registry, CancellationToken cancel)
    {
        using var deadline = http.Deadline(cancel);
        var asked = http.Time.GetUtcNow();
        var response = await http.SendAsync(Request(realm, service, scopes, credential), deadline).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var refusal = await http.RefusedAsync(response, $"{What} for {registry}", deadline).ConfigureAwait(false);
            // A token service that isn't there says nothing of whether the image is.
            throw refusal.IsNotFound ? new RegistryException(refusal.Message, inner: refusal) : refusal;
        }
        using (response)
        {
            var body = await http.ReadAsync(response, What, MaxBytes, deadline).ConfigureAwait(false);
            return Read(body.Span, asked) ?? throw new RegistryException($"{realm.Authority}: {What} for {registry}: its answer holds no token");
        }
    }

    private static HttpRequestMessage Request(Uri realm, string? service, IReadOnlyList<string> scopes, RegistryCredential? credential)
    {
        if (credential is { IsIdentityToken: true })
        {
            var form = new List<KeyValuePair<string, string>>
            {
                new("grant_type", "refresh_token"),
                new("service", service ?? ""),
                new("client_id", "fairlead"),
                new("refresh_token", credential.Secret),
            };
            if (scopes.Count > 0) form.Add(new("scope", string.Join(' ', scopes)));
            return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) };
        }
        var query = new StringBuilder(realm.Query);
        if (service is not null) Append("service", service);
        foreach (var scope in scopes) Append("scope", scope);
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (credential is not null) request.Headers.Authorization = Basic(credential);
        return request;

        void Append(string name, string value) => query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>User and password as RFC 7617 has them, in UTF-8.</summary>
    public static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    private static BearerToken? Read(ReadOnlySpan<byte> body, DateTimeOffset asked)
    {
        string? token = null, accessToken = null;
        var life = s_defaultLife;
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
                var (isToken, isAccess, isLife) = (json.ValueTextEquals("token"u8), json.ValueTextEquals("access_token"u8), json.ValueTextEquals("expires_in"u8));
                json.Read();
                if (isToken && json.TokenType == JsonTokenType.String) token = json.GetString();
                else if (isAccess && json.TokenType == JsonTokenType.String) accessToken = json.GetString();
                else if (isLife && json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var seconds) && seconds > 0)
                    life = seconds < s_longestLife.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longestLife;
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        token = string.IsNullOrEmpty(token) ? accessToken : token;
        // It goes into a header of ours as it is.
        if (string.IsNullOrEmpty(token) || token.Length > MaxToken || token.AsSpan().ContainsAnyExceptInRange('!', '~')) return null;
        // Counted from before it was asked for: "issued_at" is another clock's.
        return new BearerToken(token, asked + life - (life > s_margin * 2 ? s_margin : life / 2));
    }
}
