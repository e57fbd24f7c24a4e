namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Something wrong with a manifest.</summary>
/// <param name="At">Where.</param>
/// <param name="Message">What, and what to do.</param>
/// <param name="IsWarning">Whether everything can be promoted all the same.</param>
public sealed record PromotionProblem(FilePlace At, string Message, bool IsWarning = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At}: {(IsWarning ? "warning: " : "")}{Message}";
}
