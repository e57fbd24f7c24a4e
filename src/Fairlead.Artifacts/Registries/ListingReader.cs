using System.Globalization;
using System.Text.Json;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>
/// Collects the pages of <c>tags/list</c>: the specification's, and Google's with its <c>manifest</c> and <c>child</c> members, whose sizes and
/// times are strings. Names that can't be names are refused, since they become parts of URLs.
/// </summary>
/// <param name="what">Was asked, for messages.</param>
/// <param name="maxNames">Tags, digests and children at the most.</param>
internal sealed class ListingReader(string what, int maxNames = PagedList.MaxNames)
{
    // Of media types there are a few dozen.
    private const int MaxMediaTypes = 100;

    private const int MaxDepth = 16;

    private readonly List<string> _tags = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _children = [];
    private readonly HashSet<string> _seenChildren = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mediaTypes = new(StringComparer.Ordinal);
    private Dictionary<Digest, ListedManifest>? _manifests;
    private int _entries;

    /// <summary>What all pages told.</summary>
    public RepositoryListing Listing => new(_tags, _manifests, _children);

    /// <summary>Adds a page.</summary>
    /// <exception cref="RegistryException">It can't be read.</exception>
    public void Add(ReadOnlySpan<byte> page)
    {
        try
        {
            var json = new Utf8JsonReader(page, new JsonReaderOptions { MaxDepth = MaxDepth });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) throw Unreadable("it is no JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("tags"u8)) AddTags(ref json);
                else if (json.ValueTextEquals("child"u8)) AddChildren(ref json);
                else if (json.ValueTextEquals("manifest"u8)) AddManifests(ref json);
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable(PlainText.Of(e.Message));
        }
    }

    private void AddTags(ref Utf8JsonReader json)
    {
        foreach (var tag in Strings(ref json))
        {
            if (!TagName.IsValid(tag)) throw Unreadable($"'{PlainText.Of(tag)}' is not a tag");
            if (_seen.Add(tag)) _tags.Add(tag);
        }
    }

    private void AddChildren(ref Utf8JsonReader json)
    {
        foreach (var child in Strings(ref json))
        {
            if (!RepositoryName.IsValid(child)) throw Unreadable($"'{PlainText.Of(child)}' is not a repository's name");
            if (_seenChildren.Add(child)) _children.Add(child);
        }
    }

    private void AddManifests(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        _manifests ??= [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Count();
            var name = json.GetString();
            if (!Digest.TryParse(name, out var digest)) throw Unreadable($"'{PlainText.Of(name)}' is not a sha256 digest");
            _manifests[digest] = Manifest(ref json);
        }
    }

    private ListedManifest Manifest(ref Utf8JsonReader json)
    {
        var (mediaType, size, uploaded) = ("", default(long?), default(DateTimeOffset?));
        IReadOnlyList<string> tags = [];
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) throw Unreadable("an entry of its manifests is no JSON object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("mediaType"u8)) (_, mediaType) = (json.Read(), json.GetString() ?? "");
            else if (json.ValueTextEquals("imageSizeBytes"u8)) size = Number(ref json);
            else if (json.ValueTextEquals("timeUploadedMs"u8)) uploaded = Time(Number(ref json));
            else if (json.ValueTextEquals("tag"u8)) tags = Strings(ref json);
            else json.Skip();
        }
        if (tags.FirstOrDefault(tag => !TagName.IsValid(tag)) is { } wrong) throw Unreadable($"'{PlainText.Of(wrong)}' is not a tag");
        return new ListedManifest(Known(mediaType), size, tags, uploaded);
    }

    // One string for all the manifests of a type.
    private string Known(string mediaType)
    {
        if (_mediaTypes.TryGetValue(mediaType, out var known)) return known;
        if (_mediaTypes.Count == MaxMediaTypes) return "";
        return _mediaTypes[mediaType] = PlainText.Of(mediaType);
    }

    private List<string> Strings(ref Utf8JsonReader json)
    {
        var strings = new List<string>();
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return strings; // docker's registry says so of a repository without tags
        if (json.TokenType != JsonTokenType.StartArray) throw Unreadable("a list is no JSON array");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Count();
            strings.Add(json.GetString() ?? "");
        }
        return strings;
    }

    // A string, though a number would be no worse; what is neither tells nothing.
    private static long? Number(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number) return json.TryGetInt64(out var number) && number >= 0 ? number : null;
        return json.TokenType == JsonTokenType.String && long.TryParse(json.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } since && since <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    private void Count()
    {
        if (++_entries > maxNames) throw new RegistryException($"{what}: more than {maxNames} names are listed, which is more than is held; name the tags that are wanted");
    }

    private RegistryException Unreadable(string why) => new($"{what}: its answer can't be read: {why}");
}
