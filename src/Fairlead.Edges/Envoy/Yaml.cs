using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fairlead.Edges.Envoy;

/// <summary>Pieces of YAML.</summary>
internal static class Yaml
{
    /// <summary>Text as a double-quoted scalar: JSON's strings are YAML's (YAML 1.2.2, section 1.2).</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>Lines for a place that is so many columns in: all but the first, which stands there already, get the spaces.</summary>
    public static string At(int column, string lines) =>
        string.Join('\n', lines.TrimEnd('\n').Split('\n').Select((line, number) => number == 0 || line.Length == 0 ? line : new string(' ', column) + line));
}
