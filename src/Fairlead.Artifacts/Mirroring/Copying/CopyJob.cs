using Fairlead.Artifacts.Mirroring.Copying.Reading;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>One read that is to be made: a blob, and who lacks it.</summary>
/// <param name="Blob">Which.</param>
/// <param name="Destinations">Who is to get it by this read.</param>
internal sealed record CopyJob(WantedBlob Blob, IReadOnlyList<DestinationState> Destinations)
{
    /// <summary>From 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Where it may still be had, in the order to try.</summary>
    public IReadOnlyList<BlobLocation> Locations { get; init; } = Blob.Locations;

    /// <summary>Wrong content that was read, and where.</summary>
    public IReadOnlyList<(BlobLocation From, Digest Content)> Wrong { get; init; } = [];

    /// <summary>What went wrong at the last location that failed.</summary>
    public string Trouble { get; init; } = "no place is known that has it";

    /// <summary>Whether it is for destinations that had fallen behind.</summary>
    public bool IsSecondRead { get; init; }

    /// <summary>The first location hasn't got it, or gives it to nobody: it is not asked again.</summary>
    public CopyJob WithoutFirst(string trouble) => this with { Locations = [.. Locations.Skip(1)], Trouble = trouble };

    /// <summary>The first location failed: the others come before it.</summary>
    public CopyJob FirstLast(string trouble) => this with { Locations = [.. Locations.Skip(1), Locations[0]], Trouble = trouble };

    /// <summary>
    /// What the first location gave was spoilt: the others come before it. Where it was the same wrong content twice, it wasn't spoilt on the way, and the
    /// location is not asked again.
    /// </summary>
    public CopyJob Spoilt(SourceException e)
    {
        // A registry's or a store's own message has its name already.
        var trouble = e.InnerException is null ? $"{Locations[0].Source.Name}: {e.Message}" : e.Message;
        if (e.Actual is not { } actual) return FirstLast(trouble);
        return Wrong.Contains((Locations[0], actual)) ? WithoutFirst(trouble) : FirstLast(trouble) with { Wrong = [.. Wrong, (Locations[0], actual)] };
    }
}
