using Fairlead.Artifacts.Mirroring.Verifying;

namespace Fairlead.Cli;

/// <summary>What <c>fairlead verify --to</c> was asked to do.</summary>
/// <param name="Job">Sources and stores.</param>
/// <param name="Options">What is looked at.</param>
/// <param name="IsJson">Whether JSON is wanted.</param>
internal sealed record StoresPlan(JobPlan Job, VerifyOptions Options, bool IsJson);
