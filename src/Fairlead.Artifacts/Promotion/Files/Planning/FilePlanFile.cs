using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>
/// A plan as JSON: <c>{"version": 1, "kind": "files", "made", "edges": [{"file", "sha256", "from", "to", "action", "was", "size", "reason"}], "lost": [...],
/// "refused": [...], "failures": [{"store", "edges", "message"}]}</c>. Lost and refused edges stand in <c>edges</c> too.
/// </summary>
public static class FilePlanFile
{
    /// <summary>What <c>kind</c> says of it, beside plans of images.</summary>
    public const string Kind = "files";

    private const int Version = 1;
    private const int FlushBytes = 64 << 10;

    /// <summary>Writes it, piece by piece.</summary>
    public static Task WriteAsync(FilePlan plan, Stream output, CancellationToken cancel) => WriteAsync(plan, output, more: null, cancel);

    /// <summary>The same with more members behind those of the plan: then it is no plan that can be read again.</summary>
    public static async Task WriteAsync(FilePlan plan, Stream output, Action<Utf8JsonWriter>? more, CancellationToken cancel)
    {
        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("kind", Kind);
            json.WriteString("made", plan.Made.UtcDateTime);
            await WriteAsync(json, "edges", plan.Edges, cancel).ConfigureAwait(false);
            await WriteAsync(json, "lost", plan.Lost, cancel).ConfigureAwait(false);
            await WriteAsync(json, "refused", plan.Refused, cancel).ConfigureAwait(false);
            json.WriteStartArray("failures");
            foreach (var failure in plan.Failures) Write(json, failure);
            json.WriteEndArray();
            more?.Invoke(json);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>Reads one, strictly: whoever can change the file could have anything copied anywhere.</summary>
    /// <exception cref="FormatException">It is none, or one that can't be used, with the reason.</exception>
    public static Task<FilePlan> ReadAsync(Stream input, CancellationToken cancel) => FilePlanReader.ReadAsync(input, Version, cancel);

    /// <summary>One edge.</summary>
    public static void Write(Utf8JsonWriter json, FileEdge edge)
    {
        json.WriteStartObject();
        json.WriteString("file", edge.File);
        json.WriteString("sha256", edge.Digest.Hex);
        json.WriteString("from", edge.From.Text);
        json.WriteString("to", edge.To.Text);
        json.WriteString("action", Word(edge.Action));
        if (edge.Was is { } was) json.WriteString("was", was.Hex);
        if (edge.Size is { } size) json.WriteNumber("size", size);
        if (edge.Reason is { } reason) json.WriteString("reason", reason);
        json.WriteEndObject();
    }

    /// <summary>An action as plans have it.</summary>
    public static string Word(FileAction action) => action switch
    {
        FileAction.Copy => "copy",
        FileAction.Present => "present",
        FileAction.Lost => "lost",
        _ => "differs",
    };

    private static void Write(Utf8JsonWriter json, FilePlanFailure failure)
    {
        json.WriteStartObject();
        json.WriteString("store", failure.Store);
        json.WriteNumber("edges", failure.Edges);
        json.WriteString("message", failure.Message);
        json.WriteEndObject();
    }

    private static async Task WriteAsync(Utf8JsonWriter json, string name, IEnumerable<FileEdge> edges, CancellationToken cancel)
    {
        json.WriteStartArray(name);
        foreach (var edge in edges)
        {
            Write(json, edge);
            if (json.BytesPending > FlushBytes) await json.FlushAsync(cancel).ConfigureAwait(false);
        }
        json.WriteEndArray();
    }
}
