using System.Text;
using System.Text.Json;

namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>Reads <see cref="DockerConfig"/>s. What they say of other things is passed over.</summary>
internal static class DockerConfigReader
{
    /// <summary>Far more than anybody's.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 32;

    /// <param name="text">The JSON text.</param>
    /// <param name="name">Of the file or variable, for messages.</param>
    /// <exception cref="CredentialException">It is none.</exception>
    public static DockerConfig Read(ReadOnlySpan<byte> text, string name)
    {
        var auths = new Dictionary<string, RegistryCredential>(StringComparer.Ordinal);
        var helpers = new Dictionary<string, string>(StringComparer.Ordinal);
        string? store = null;
        try
        {
            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) throw Unreadable(name);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("auths"u8)) ReadAuths(ref json, auths, name);
                else if (json.ValueTextEquals("credHelpers"u8)) ReadHelpers(ref json, helpers, name);
                else if (json.ValueTextEquals("credsStore"u8)) (_, store) = (json.Read(), json.GetString());
                else json.Skip();
            }
        }
        // Not with the parser's own words: they may quote what is no one's business.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Unreadable(name);
        }
        return new DockerConfig(auths, helpers, string.IsNullOrEmpty(store) ? null : store);
    }

    private static void ReadAuths(ref Utf8JsonReader json, Dictionary<string, RegistryCredential> auths, string name)
    {
        Begin(ref json, name);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var host = CredentialHost.OfKey(json.GetString()!);
            if (ReadAuth(ref json, name) is { } credential && host is not null) auths[host] = credential;
        }
    }

    private static RegistryCredential? ReadAuth(ref Utf8JsonReader json, string name)
    {
        string? auth = null, user = null, password = null, identity = null;
        Begin(ref json, name);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("auth"u8)) (_, auth) = (json.Read(), json.GetString());
            else if (json.ValueTextEquals("username"u8)) (_, user) = (json.Read(), json.GetString());
            else if (json.ValueTextEquals("password"u8)) (_, password) = (json.Read(), json.GetString());
            else if (json.ValueTextEquals("identitytoken"u8)) (_, identity) = (json.Read(), json.GetString());
            else json.Skip();
        }
        if (!string.IsNullOrEmpty(identity)) return new RegistryCredential("", identity, IsIdentityToken: true);
        if (!string.IsNullOrEmpty(auth))
        {
            var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0'); // as Docker pads and trims it
            var colon = decoded.IndexOf(':');
            if (colon < 0) throw Unreadable(name);
            return new RegistryCredential(decoded[..colon], decoded[(colon + 1)..]);
        }
        return string.IsNullOrEmpty(user) || password is null ? null : new RegistryCredential(user, password);
    }

    private static void ReadHelpers(ref Utf8JsonReader json, Dictionary<string, string> helpers, string name)
    {
        Begin(ref json, name);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var host = CredentialHost.OfKey(json.GetString()!);
            json.Read();
            if (json.GetString() is { Length: > 0 } helper && host is not null) helpers[host] = helper;
        }
    }

    private static void Begin(ref Utf8JsonReader json, string name)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) throw Unreadable(name);
    }

    private static CredentialException Unreadable(string name) =>
        new($"{name} is not what Docker writes (an object with 'auths', 'credHelpers' or 'credsStore'); correct it, or sign in again with 'docker login'");
}
