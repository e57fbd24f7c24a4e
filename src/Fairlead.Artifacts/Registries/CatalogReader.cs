using System.Text.Json;
using Fairlead.Artifacts.Registries.Wire;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>Reads a page of <c>_catalog</c> (distribution's "Listing Repositories").</summary>
internal static class CatalogReader
{
    private const int MaxDepth = 16;

    /// <summary>The names on it.</summary>
    /// <exception cref="RegistryException">It can't be read.</exception>
    public static List<string> Read(ReadOnlySpan<byte> page, string what)
    {
        var names = new List<string>();
        try
        {
            var json = new Utf8JsonReader(page, new JsonReaderOptions { MaxDepth = MaxDepth });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject) throw Unreadable(what, "it is no JSON object");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("repositories"u8)) AddNames(ref json, names, what);
                else json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable(what, PlainText.Of(e.Message));
        }
        return names;
    }

    private static void AddNames(ref Utf8JsonReader json, List<string> names, string what)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        if (json.TokenType != JsonTokenType.StartArray) throw Unreadable(what, "its list is no JSON array");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var name = json.GetString() ?? "";
            if (!RepositoryName.IsValid(name)) throw Unreadable(what, $"'{PlainText.Of(name)}' is not a repository's name");
            names.Add(name);
        }
    }

    private static RegistryException Unreadable(string what, string why) => new($"{what}: its answer can't be read: {why}");
}
