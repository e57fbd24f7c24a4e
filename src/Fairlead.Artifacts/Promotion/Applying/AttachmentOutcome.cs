using Fairlead.Artifacts.Promotion.Planning;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What became of an attachment of the plan.</summary>
/// <param name="Attachment">Which.</param>
/// <param name="State">What.</param>
/// <param name="Message">Why it failed or was left; else null.</param>
public sealed record AttachmentOutcome(PlanAttachment Attachment, EdgeState State, string? Message);
