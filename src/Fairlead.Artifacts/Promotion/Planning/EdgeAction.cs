namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>What is to be done for an edge of a plan.</summary>
public enum EdgeAction
{
    /// <summary>The destination lacks it and the source has it: it is copied.</summary>
    Copy,

    /// <summary>The destination has it as it should be: nothing.</summary>
    Present,

    /// <summary>Neither the destination nor the source has it.</summary>
    Lost,

    /// <summary>The tag names another digest in the destination, or the manifests give it two: the whole plan is refused.</summary>
    TagMove,
}
