using System.Text.Json;

namespace Fairlead.Cli;

/// <summary>One JSON document on stdout, indented unless it is a line of several, with a line's end.</summary>
internal static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> write, bool isIndented = true)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput());
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = isIndented })) write(json);
        output.Write("\n"u8);
    }
}
