using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>How a plan is applied.</summary>
/// <param name="Signatures">Which destinations get what refers to what is promoted.</param>
public sealed record PromotionOptions(SignatureRule Signatures)
{
    /// <summary>Blobs at the same time.</summary>
    public int Jobs { get; init; } = 8;
}
