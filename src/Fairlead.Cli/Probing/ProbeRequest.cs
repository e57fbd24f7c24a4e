using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Cli.Probing;

/// <summary>What <c>fairlead probe</c> was asked to do.</summary>
/// <param name="Target">The redirector that has to be right.</param>
/// <param name="Clients">As whom it is asked, one after the other; null: as this machine itself. One at least.</param>
/// <param name="Images">What is pulled; one at least.</param>
internal sealed record ProbeRequest(ProbedRedirector Target, IReadOnlyList<ClientClaim?> Clients, IReadOnlyList<ProbedImage> Images)
{
    /// <summary>The redirector that it is compared with; null: none.</summary>
    public ProbedRedirector? Against { get; init; }

    /// <summary>The kinds of differences (<see cref="RouteDifference.Kinds"/>) that are told only.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Whether every byte is read.</summary>
    public bool IsFull { get; init; }

    /// <summary>How much is asked for.</summary>
    public ProbeLimits Limits { get; init; } = new();

    /// <summary>Requests to one host in a second.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>Blobs at the same time.</summary>
    public int Jobs { get; init; } = 4;

    /// <summary>How long it may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Where a JUnit report is written; null: nowhere.</summary>
    public string? JUnit { get; init; }

    /// <summary>Where metrics are written; null: nowhere.</summary>
    public string? Textfile { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether a difference is told only.</summary>
    public bool Allows(RouteDifference difference) => Allowed.Contains(difference.What);

    /// <summary>How a redirector is asked as a client.</summary>
    public ProbeOptions OptionsFor(ProbedRedirector redirector, ClientClaim? client) => new(redirector.Url, client)
    {
        Admin = redirector.Admin,
        Agent = "fairlead-probe",
        EndsOnly = !IsFull,
        RatePerSecond = Rate,
        Jobs = Jobs,
    };
}
