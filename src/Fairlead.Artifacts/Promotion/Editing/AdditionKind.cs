namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>What an addition came to.</summary>
public enum AdditionKind
{
    /// <summary>The list says all of it already.</summary>
    Nothing,

    /// <summary>A digest that is listed got tags.</summary>
    Tags,

    /// <summary>An image that is listed got a digest.</summary>
    Digest,

    /// <summary>The list got an image.</summary>
    Image,
}
