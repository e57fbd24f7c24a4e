using System.Text.Json;

namespace Fairlead.Cli.Reporting;

/// <summary>A property of JSON of which the text is mostly that of the object before: made and escaped once. For one thread.</summary>
/// <param name="property">Its name.</param>
internal sealed class RepeatedText(string property)
{
    private readonly JsonEncodedText _property = JsonEncodedText.Encode(property);
    private string? _last;
    private JsonEncodedText _encoded;

    /// <summary>Writes it; null as null.</summary>
    public void Write(Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNull(_property);
            return;
        }
        if (!ReferenceEquals(text, _last)) (_last, _encoded) = (text, JsonEncodedText.Encode(text));
        json.WriteString(_property, _encoded);
    }
}
