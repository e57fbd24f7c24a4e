using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>What a hook said before anything was copied. Its command is not recorded: there may be a credential in it.</summary>
/// <param name="IsAllowed">Whether it let the run go on.</param>
/// <param name="ExitCode">What it exited with.</param>
public sealed record RecordedHook(bool IsAllowed, int ExitCode)
{
    /// <summary>Writes it as the member <c>hook</c>: <c>allowed</c> and <c>exitCode</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("hook");
        json.WriteBoolean("allowed", IsAllowed);
        json.WriteNumber("exitCode", ExitCode);
        json.WriteEndObject();
    }
}
