using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>What came of a request.</summary>
/// <param name="Request">Which.</param>
/// <param name="Addition">What the manifest says now.</param>
/// <param name="Kind">Whether, and how, it had to be changed for that.</param>
/// <param name="At">Where the digest stands now.</param>
public sealed record AddOutcome(AddRequest Request, ImageAddition Addition, AdditionKind Kind, FilePlace At);
