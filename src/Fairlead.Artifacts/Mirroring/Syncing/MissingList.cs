using System.Text.Json;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>
/// What a redirector found in no mirror: its admin port's <c>/missing</c>, <c>{"missing": [{"digest", "repository", "registry", "requests"}]}</c>.
/// </summary>
/// <param name="Blobs">Those of one registry, each digest and repository once, in the list's order.</param>
/// <param name="OfOtherRegistries">How many entries are of others, or of repositories that no registry can hold.</param>
internal sealed record MissingList(IReadOnlyList<(Digest Digest, string Repository)> Blobs, long OfOtherRegistries)
{
    /// <summary>Some hundred thousand entries: more than a redirector keeps.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxDepth = 8;

    /// <summary>Reads the list.</summary>
    /// <param name="json">The answer's body.</param>
    /// <param name="host"><c>HOST[:PORT]</c> of the one registry.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static MissingList Parse(ReadOnlySpan<byte> json, string host)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        MissingList? list = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("missing"u8);
            reader.Read();
            if (isList && list is null) list = ReadList(ref reader, host);
            else reader.Skip();
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw new JsonException("something stands behind the object");
        return list ?? throw new JsonException("it has no 'missing'");
    }

    private static MissingList ReadList(ref Utf8JsonReader reader, string host)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("'missing' is no list");
        var blobs = new List<(Digest, string)>();
        var known = new HashSet<(Digest, string)>();
        var others = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("an item of 'missing' is no object");
            var (digest, repository, registry) = ReadItem(ref reader);
            // Clients choose the names: one that no registry can hold is not worth the rest of the list.
            if (!IsHost(registry, host) || !RepositoryName.IsValid(repository)) others++;
            else if (known.Add((digest, repository))) blobs.Add((digest, repository));
        }
        return new MissingList(blobs, others);
    }

    private static (Digest Digest, string Repository, string Registry) ReadItem(ref Utf8JsonReader reader)
    {
        (string? digest, string? repository, string? registry) = (null, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("digest"u8)) digest = ReadText(ref reader);
            else if (reader.ValueTextEquals("repository"u8)) repository = ReadText(ref reader);
            else if (reader.ValueTextEquals("registry"u8)) registry = ReadText(ref reader);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (!Digest.TryParse(digest, out var parsed)) throw new JsonException("an item has no digest");
        if (repository is null || registry is null) throw new JsonException($"the item of {parsed} has no repository or no registry");
        return (parsed, repository, registry);
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new JsonException($"something else stands where {token} should");
    }

    /// <summary>A policy names registries by URL, users by host.</summary>
    private static bool IsHost(string registry, string host)
    {
        var scheme = registry.IndexOf("://", StringComparison.Ordinal);
        var authority = scheme < 0 ? registry : registry[(scheme + 3)..];
        var slash = authority.IndexOf('/');
        return string.Equals(slash < 0 ? authority : authority[..slash], host, StringComparison.OrdinalIgnoreCase);
    }
}
