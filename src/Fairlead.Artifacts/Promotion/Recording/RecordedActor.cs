namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>Who made a run. What isn't known is null; no part is a credential.</summary>
/// <param name="System">The CI system: <c>github-actions</c>, <c>gitlab-ci</c>, <c>prow</c>, <c>jenkins</c>, <c>google-cloud-build</c>, <c>ci</c> for another one, <c>host</c> for none.</param>
public sealed record RecordedActor(string System)
{
    /// <summary>Who set it going, as the CI system says; without one, the user of this machine.</summary>
    public string? User { get; init; }

    /// <summary>The machine's name.</summary>
    public string? Host { get; init; }

    /// <summary>The job's name.</summary>
    public string? Job { get; init; }

    /// <summary>What tells this run of the job from others.</summary>
    public string? Run { get; init; }

    /// <summary>Where it can be looked at.</summary>
    public string? Url { get; init; }

    /// <summary>The repository that it runs for.</summary>
    public string? Repository { get; init; }

    /// <summary>The branch or the like.</summary>
    public string? Ref { get; init; }

    /// <summary>The git commit that is checked out.</summary>
    public string? Commit { get; init; }
}
