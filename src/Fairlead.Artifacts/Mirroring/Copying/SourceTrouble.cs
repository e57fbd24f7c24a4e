using Fairlead.Artifacts.Mirroring.Copying.Reading;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What is said of a read that its source has spoilt.</summary>
internal static class SourceTrouble
{
    /// <summary>With the source's name, which a registry's or a store's own message has already.</summary>
    public static string Of(CopyJob job, SourceException e) => e.InnerException is null ? $"{job.Locations[0].Source.Name}: {e.Message}" : e.Message;
}
