namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>What is to be done for an edge of a plan.</summary>
public enum FileAction
{
    /// <summary>The destination lacks it, or has another file that is to be overwritten, and the source has one: it is copied.</summary>
    Copy,

    /// <summary>The destination has it, byte for byte: nothing.</summary>
    Present,

    /// <summary>Neither the destination nor the source has it.</summary>
    Lost,

    /// <summary>Another file has its name in the destination, or the manifests give it two contents: the whole plan is refused.</summary>
    Differs,
}
