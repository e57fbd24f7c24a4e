using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>
/// A record as JSON, one object:
/// <code>
/// version       1
/// id            names the run, and its record in a store
/// verb          promote images, or promote files; program: its version
/// state         begun: under way, or killed; completed; interrupted; refused, vetoed: nothing was copied
/// began, ended  UTC, RFC 3339; ended and exitCode are null while it hasn't ended
/// by            system, user, host, job, run, url, repository, ref, commit: what is known of them
/// files         path and sha256 of each manifest, or of the plan
/// hook          allowed and exitCode, where there was one
/// synced        whether the mirrors have it too, where that was asked for; false until they are filled
/// </code>
/// and what the run was about: see <see cref="ImagesWork"/> and <see cref="FilesWork"/>.
/// </summary>
public static class RecordJson
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream output, RunRecord record)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("id", record.Id);
        json.WriteString("verb", record.Verb);
        json.WriteString("program", record.Program);
        json.WriteString("state", RunStateWords.Of(record.State));
        json.WriteString("began", record.Began.UtcDateTime);
        if (record.Ended is { } ended) json.WriteString("ended", ended.UtcDateTime);
        else json.WriteNull("ended");
        if (record.ExitCode is { } code) json.WriteNumber("exitCode", code);
        else json.WriteNull("exitCode");
        WriteActor(json, record.By);
        WriteFiles(json, record.Files);
        record.Hook?.Write(json);
        if (record.IsSynced is { } isSynced) json.WriteBoolean("synced", isSynced);
        record.Work.WriteMembers(json);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void WriteActor(Utf8JsonWriter json, RecordedActor by)
    {
        json.WriteStartObject("by");
        json.WriteString("system", by.System);
        foreach (var (name, value) in new[] { ("user", by.User), ("host", by.Host), ("job", by.Job), ("run", by.Run), ("url", by.Url), ("repository", by.Repository), ("ref", by.Ref), ("commit", by.Commit) })
            if (value is not null) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<RecordedFile> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            if (file.Digest is { } digest) json.WriteString("sha256", digest.Hex);
            else json.WriteNull("sha256");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
