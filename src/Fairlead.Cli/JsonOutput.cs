using System.Text.Json;

namespace Fairlead.Cli;

/// <summary>One JSON document on stdout, indented, with a line's end.</summary>
internal static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput());
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true })) write(json);
        output.Write("\n"u8);
    }
}
