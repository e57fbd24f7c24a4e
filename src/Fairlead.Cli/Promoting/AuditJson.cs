using System.Text.Json;
using Fairlead.Artifacts.Promotion.Auditing;

namespace Fairlead.Cli.Promoting;

/// <summary>What an audit came to, for machines: the members that the verb's help names.</summary>
internal static class AuditJson
{
    private const int FlushBytes = 64 << 10;

    /// <summary>Writes it to stdout, piece by piece.</summary>
    public static async Task WriteAsync(AuditReport report, CancellationToken cancel)
    {
        var output = Console.OpenStandardOutput();
        await using var closing = output.ConfigureAwait(false);
        await WriteAsync(output, report, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes it, with a line's end.</summary>
    public static async Task WriteAsync(Stream output, AuditReport report, CancellationToken cancel)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteSums(json, report);
            json.WriteStartArray("findings"u8);
            foreach (var finding in report.Findings)
            {
                Write(json, finding);
                if (json.BytesPending > FlushBytes) await json.FlushAsync(cancel).ConfigureAwait(false);
            }
            json.WriteEndArray();
            WriteUnread(json, report);
            json.WriteEndObject();
        }
        await output.WriteAsync("\n"u8.ToArray(), cancel).ConfigureAwait(false);
    }

    private static void WriteSums(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteNumber("version"u8, 1);
        json.WriteString("made"u8, report.Made);
        json.WriteBoolean("good"u8, report.IsGood);
        json.WriteNumber("edges"u8, report.Edges);
        json.WriteNumber("repositories"u8, report.Repositories);
        json.WriteStartObject("counts"u8);
        foreach (var kind in AuditKinds.All) json.WriteNumber(kind.Name(), report.Count(kind));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, finding.Kind.Name());
        json.WriteString("repository"u8, finding.Repository);
        json.WriteString("tag"u8, finding.Tag);
        json.WriteString("wanted"u8, finding.Wanted?.ToString());
        json.WriteString("held"u8, finding.Held?.ToString());
        if (finding.Tags is { } tags) json.WriteNumber("tags"u8, tags);
        if (finding.At is { } at) json.WriteString("at"u8, at.ToString());
        json.WriteEndObject();
    }

    private static void WriteUnread(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("failures"u8);
        foreach (var failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("repository"u8, failure.Repository);
            json.WriteNumber("edges"u8, failure.Edges);
            json.WriteString("message"u8, failure.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("unlisted"u8);
        foreach (var host in report.Unlisted) json.WriteStringValue(host);
        json.WriteEndArray();
    }
}
