using System.Text.Json;
using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>What a confirmed run came to, whether of images or of files.</summary>
/// <param name="State">How far it came.</param>
internal abstract record PromotionOutcome(RunState State)
{
    /// <summary>What the hook said; null where none was asked.</summary>
    public RecordedHook? Hook { get; init; }

    /// <summary>Where the record is; null where it could not be kept.</summary>
    public string? Record { get; init; }

    /// <summary>Whether all of it was done, and recorded.</summary>
    public bool IsGood { get; init; }

    /// <summary>Writes <c>good</c>, <c>state</c>, <c>hook</c> and <c>record</c> as members of the object that is open.</summary>
    public void WriteHead(Utf8JsonWriter json)
    {
        json.WriteBoolean("good", IsGood);
        json.WriteString("state", RunStateWords.Of(State));
        Hook?.Write(json);
        json.WriteString("record", Record);
    }
}
