using System.Buffers;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>Reads a store's URL. Messages never repeat what may be a secret: values of keys that are unknown, and what stands before an <c>@</c>.</summary>
internal static class StoreUrlReader
{
    private const int MaxLength = 4096;
    private const string S3 = "s3://";
    private const string Google = "gs://";
    private const string File = "file://";
    private static readonly string[] s_s3Keys = ["region", "endpoint", "style", "profile", "anonymous", "keys"];
    private static readonly string[] s_googleKeys = ["endpoint", "profile", "anonymous", "keys"];
    private static readonly string[] s_fileKeys = ["keys"];
    private static readonly SearchValues<char> s_bucket = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");
    private static readonly SearchValues<char> s_region = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <exception cref="FormatException">It is none, with the reason.</exception>
    public static StoreUrlParts Read(string text)
    {
        if (text.Length > MaxLength) throw new FormatException($"a store's URL has at most {MaxLength} characters");
        if (text.Any(char.IsControl)) throw new FormatException("the store's URL has a control character in it");
        if (text.Contains('#', StringComparison.Ordinal)) throw new FormatException("a store's URL has no fragment: write # as %23");
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var (place, query) = question < 0 ? (text, "") : (text[..question], text[(question + 1)..]);
        if (place.StartsWith(S3, StringComparison.Ordinal)) return Bucket(place[S3.Length..], Values(query, s_s3Keys), StoreDialect.Amazon);
        if (place.StartsWith(Google, StringComparison.Ordinal)) return Bucket(place[Google.Length..], Values(query, s_googleKeys), StoreDialect.Google);
        if (place.StartsWith(File, StringComparison.Ordinal)) return Folder(place[File.Length..], Values(query, s_fileKeys));
        throw new FormatException("a store is s3://BUCKET[/PREFIX], gs://BUCKET[/PREFIX] or file:///FOLDER" + Hint(place));
    }

    private static string Hint(string place)
    {
        if (place.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || place.StartsWith('/') || place.StartsWith('.') || place.StartsWith('~'))
            return ": a folder's whole path stands after file://, as in file:///srv/mirror";
        if (place.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return ": the address of a server that speaks as S3 does is the endpoint of a bucket, as in s3://my-mirror?endpoint=https://s3.example.org";
        // Nothing of what could be more than a name is repeated.
        return place.Length is >= 3 and <= 63 && !place.AsSpan().ContainsAnyExcept(s_bucket) ? $": write s3://{place} if that is a bucket" : "";
    }

    private static StoreUrlParts Folder(string place, Dictionary<string, string> values)
    {
        if (!place.StartsWith('/')) throw new FormatException("a folder is an absolute path after file://, and so has three slashes: file:///srv/mirror");
        return new(Keys(values), null, Path.TrimEndingDirectorySeparator(Path.GetFullPath(Decode(place, "the folder"))));
    }

    private static StoreUrlParts Bucket(string place, Dictionary<string, string> values, StoreDialect dialect)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (bucket, prefix) = slash < 0 ? (place, "") : (place[..slash], Decode(place[(slash + 1)..], "the prefix").TrimEnd('/'));
        if (bucket.AsSpan().ContainsAny('@', ':')) // a secret may have a slash in it, and then the @ is not before the first one
            throw new FormatException("credentials don't belong into a store's URL: give them in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or as a profile");
        // Amazon's rules (user guide, "General purpose bucket naming rules"), and what Ceph and older buckets have beyond them.
        if (bucket.Length is < 3 or > 255 || bucket.AsSpan().ContainsAnyExcept(s_bucket) || !char.IsAsciiLetterOrDigit(bucket[0]))
            throw new FormatException($"{Quoted.Text(bucket)} can't be a bucket: its name has 3 to 63 letters, digits, dots and hyphens, as in {dialect.Scheme}my-mirror");
        if (prefix.Length > 0 && ObjectKey.Problem(prefix) is { } problem) throw new FormatException($"the prefix {Quoted.Text(prefix)} can't be: {problem}");
        return new(Keys(values), new(bucket, prefix.Length > 0 ? prefix + "/" : "")
        {
            Dialect = dialect,
            Region = values.TryGetValue("region", out var region) ? Region(region, "region") : null,
            Endpoint = values.TryGetValue("endpoint", out var endpoint) ? Endpoint(endpoint, "endpoint") : null,
            InPath = values.TryGetValue("style", out var style) ? OneOf("style", style, "path", "virtual") : null,
            Profile = values.GetValueOrDefault("profile"),
            IsAnonymous = values.TryGetValue("anonymous", out var anonymous) && OneOf("anonymous", anonymous, "true", "false"),
        }, null);
    }

    /// <summary>A server's address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Uri Endpoint(string value, string key)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new FormatException($"'{key}' must be the server's address with its scheme, as in https://s3.example.org");
        if (uri.UserInfo.Length > 0) throw new FormatException($"credentials don't belong into '{key}'");
        if (uri.PathAndQuery is not ("" or "/") || uri.Fragment.Length > 0)
            throw new FormatException($"'{key}' is scheme, host and port only: the bucket stands after s3://");
        return uri;
    }

    /// <summary>A region's name.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Region(string value, string key) => value.Length is > 0 and <= 64 && !value.AsSpan().ContainsAnyExcept(s_region)
        ? value
        : throw new FormatException($"'{key}': {Quoted.Text(value)} can't be a region: write one like 'eu-west-1', or 'auto' for R2");

    private static bool OneOf(string key, string value, string yes, string no) =>
        value == yes || (value == no ? false : throw new FormatException($"'{key}' must be {yes} or {no}"));

    private static KeyTemplate Keys(Dictionary<string, string> values) => values.TryGetValue("keys", out var keys) ? KeyTemplate.Parse(keys) : KeyTemplate.Default;

    private static Dictionary<string, string> Values(string query, string[] known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            if (!known.Contains(key))
            {
                var nearest = Suggestion.Nearest(key, known) is { } near ? $"did you mean {Quoted.Text(near)}?" : $"there are {string.Join(", ", known)}";
                throw new FormatException($"a store's URL of this kind has no {Quoted.Text(key)}: {nearest}");
            }
            if (equals < 0) throw new FormatException($"'{key}' has no value: write {key}=...");
            if (!values.TryAdd(key, Decode(pair[(equals + 1)..], $"'{key}'"))) throw new FormatException($"'{key}' is given twice");
        }
        return values;
    }

    private static string Decode(string text, string what)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw new FormatException($"{what} has a % that no two hex digits follow: write it as %25");
        }
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Any(char.IsControl) ? throw new FormatException($"{what} has a control character in it") : decoded;
    }
}
