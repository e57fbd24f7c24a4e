using System.Text.Json;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Reads the pages of <c>_catalog</c> (distribution's "Listing Repositories").</summary>
/// <param name="what">Was asked, for messages.</param>
/// <param name="maxNames">On all pages together at the most.</param>
internal sealed class CatalogReader(string what, int maxNames = PagedList.MaxNames)
{
    private const int MaxDepth = 16;

    private int _count;

    /// <summary>The names on the next page.</summary>
    /// <exception cref="RegistryException">It can't be read, or there are too many.</exception>
    public List<string> Read(ReadOnlySpan<byte> page)
    {
        var names = new List<string>();
        try
        {
            var json = new Utf8JsonReader(page, new JsonReaderOptions { MaxDepth = MaxDepth });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) throw Unreadable("it is no JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("repositories"u8)) AddNames(ref json, names);
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable(PlainText.Of(e.Message));
        }
        return names;
    }

    private void AddNames(ref Utf8JsonReader json, List<string> names)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        if (json.TokenType != JsonTokenType.StartArray) throw Unreadable("its list is no JSON array");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var name = json.GetString() ?? "";
            if (!RepositoryName.IsValid(name)) throw Unreadable($"'{PlainText.Of(name)}' is not a repository's name");
            if (++_count > maxNames) throw new RegistryException($"{what}: more than {maxNames} repositories are listed, which is more than is held; name those that are wanted");
            names.Add(name);
        }
    }

    private RegistryException Unreadable(string why) => new($"{what}: its answer can't be read: {why}");
}
