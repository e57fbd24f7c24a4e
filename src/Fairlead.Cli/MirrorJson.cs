using System.Text.Json;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Cli;

/// <summary>What the reports of <c>sync</c> and <c>verify</c> have in common, as JSON.</summary>
internal static class MirrorJson
{
    /// <summary>An amount: <c>{"blobs", "bytes"}</c>, or null where it is not known.</summary>
    public static void WriteTotals(Utf8JsonWriter json, string name, CopyTotals? known)
    {
        if (known is not { } totals)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("blobs", totals.Blobs);
        json.WriteNumber("bytes", totals.Bytes);
        json.WriteEndObject();
    }

    /// <summary><c>failures</c>: what could not be walked (<c>what</c>), and what could not be copied (<c>digest</c>, <c>repository</c>, <c>destination</c>).</summary>
    public static void WriteFailures(Utf8JsonWriter json, IEnumerable<WalkFailure> walk, IEnumerable<CopyFailure> copy)
    {
        json.WriteStartArray("failures");
        foreach (var failure in walk)
        {
            json.WriteStartObject();
            json.WriteString("what", failure.What);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }
        foreach (var failure in copy)
        {
            json.WriteStartObject();
            json.WriteString("digest", failure.Digest.ToString());
            json.WriteString("repository", failure.Repository);
            json.WriteString("destination", failure.Destination);
            json.WriteString("message", failure.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
