using System.Globalization;
using System.Text.Json;
using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>Reads a plan of files, and believes nothing of it.</summary>
internal static class FilePlanReader
{
    /// <summary>Bytes at the most: a hundred thousand edges, each twice.</summary>
    private const int MaxBytes = 128 << 20;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private static readonly string[] s_keys = ["version", "kind", "made", "edges", "lost", "refused", "failures"];
    private static readonly string[] s_edgeKeys = ["file", "sha256", "from", "to", "action", "was", "size", "reason"];
    private static readonly string[] s_failureKeys = ["store", "edges", "message"];

    /// <exception cref="FormatException">It is none.</exception>
    public static async Task<FilePlan> ReadAsync(Stream input, int version, CancellationToken cancel)
    {
        try
        {
            using var document = JsonDocument.Parse(await BytesAsync(input, cancel).ConfigureAwait(false), s_options);
            return Read(document.RootElement, version);
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number + 1}: ") : "";
            throw new FormatException($"{line}it is no JSON of a plan: {Quoted.Text(e.Message)}", e);
        }
        catch (InvalidOperationException e) // a value of another kind, or text that is no UTF-8
        {
            throw new FormatException($"it is no plan of files: {Quoted.Text(e.Message)}", e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream input, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await input.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
        {
            if (held.Length + read > MaxBytes) throw new FormatException($"it is larger than {MaxBytes >> 20} MiB");
            held.Write(buffer, 0, read);
        }
        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }

    private static FilePlan Read(JsonElement root, int version)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no plan of files");
        if (!root.TryGetProperty("kind", out var kind) || kind.GetString() != FilePlanFile.Kind) throw new FormatException("it is no plan of files: 'kind' must be \"files\"");
        if (!root.TryGetProperty("version", out var said) || !said.TryGetInt32(out var number) || number != version) throw new FormatException($"'version' must be {version}: make the plan again");
        CheckKeys(root, s_keys, "the plan");
        if (!root.TryGetProperty("made", out var made) || !made.TryGetDateTimeOffset(out var at)) throw new FormatException("'made' must be a time");
        if (!root.TryGetProperty("edges", out var edges) || edges.ValueKind != JsonValueKind.Array) throw new FormatException("it has no 'edges'");
        var stores = new Dictionary<string, StoreUrl>(StringComparer.Ordinal);
        var read = edges.EnumerateArray().Select((edge, index) => ReadEdge(edge, index, stores)).ToList();
        var twice = read.GroupBy(edge => (edge.To.Identity(edge.File), edge.Digest)).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null) throw new FormatException($"edges: {Quoted.Text(twice.First().File)} goes to {Quoted.Text(twice.First().To.Text)} twice");
        if (!root.TryGetProperty("failures", out var failures) || failures.ValueKind != JsonValueKind.Array) throw new FormatException("it has no 'failures'");
        // What the rest says follows from the edges.
        return new FilePlan { Made = at, Edges = read, Failures = [.. failures.EnumerateArray().Select(ReadFailure)] };
    }

    private static FilePlanFailure ReadFailure(JsonElement failure, int index)
    {
        CheckKeys(failure, s_failureKeys, "a failure");
        return failure.TryGetProperty("edges", out var edges) && edges.TryGetInt64(out var count) && count > 0
            ? new FilePlanFailure(Text(failure, "store"), count, Text(failure, "message"))
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"failures[{index}]: 'edges' must be how many edges it leaves out"));
    }

    private static FileEdge ReadEdge(JsonElement edge, int index, Dictionary<string, StoreUrl> stores)
    {
        try
        {
            CheckKeys(edge, s_edgeKeys, "an edge");
            var (from, to) = (Store(edge, "from", stores), Store(edge, "to", stores));
            var file = Text(edge, "file");
            if ((FileName.Problem(file) ?? from.KeyProblem(file) ?? to.KeyProblem(file)) is { } problem) throw new FormatException($"{Quoted.Text(file)} can't be a file's name: {problem}");
            if (to.Overlaps(from)) throw new FormatException($"{Quoted.Text(to.Text)} lies in the source, or the source in it: nothing is ever put there");
            return new FileEdge(file, Hash(Text(edge, "sha256")), from, to, Action(Text(edge, "action"))) { Was = edge.TryGetProperty("was", out _) ? Hash(Text(edge, "was")) : null };
        }
        catch (FormatException e)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"edges[{index}]: {e.Message}"), e);
        }
    }

    private static void CheckKeys(JsonElement element, string[] known, string what)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FormatException($"{what} must be an object");
        foreach (var property in element.EnumerateObject())
            if (!known.Contains(property.Name)) throw new FormatException($"{Quoted.Text(property.Name)} is not a key of {what}");
    }

    private static string Text(JsonElement edge, string key) =>
        edge.TryGetProperty(key, out var value) && value.GetString() is { } text ? text : throw new FormatException($"it has no '{key}'");

    // A plan has few stores, and each of them once for every edge.
    private static StoreUrl Store(JsonElement edge, string key, Dictionary<string, StoreUrl> stores)
    {
        var text = Text(edge, key);
        if (stores.TryGetValue(text, out var known)) return known;
        return stores[text] = StoreUrl.TryParse(text, out var url, out var problem) ? url : throw new FormatException($"'{key}': {problem}");
    }

    private static Digest Hash(string text) =>
        Digest.TryParseHex(text, out var digest) ? digest : throw new FormatException($"{Quoted.Text(text)} is no SHA-256: 64 lower-case hexadecimal digits");

    private static FileAction Action(string text)
    {
        foreach (var action in (FileAction[])[FileAction.Copy, FileAction.Present, FileAction.Lost, FileAction.Differs])
            if (FilePlanFile.Word(action) == text) return action;
        throw new FormatException($"'action' must be copy, present, lost or differs, not {Quoted.Text(text)}");
    }
}
