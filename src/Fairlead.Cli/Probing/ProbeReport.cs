using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli.Probing;

/// <summary>What came of a probe.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Clients">One each; the last ones may lack images where it ended early.</param>
/// <param name="End">How it ended.</param>
/// <param name="Tally">What was asked for on the way.</param>
/// <param name="Began">When.</param>
/// <param name="Elapsed">For how long.</param>
internal sealed record ProbeReport(ProbeRequest Request, IReadOnlyList<ClientProbe> Clients, ProbeEnd End, ProbeTally Tally, DateTimeOffset Began, TimeSpan Elapsed)
{
    /// <summary>What is different, by all clients.</summary>
    public int Differences => Clients.Sum(client => client.Differences.Count);

    /// <summary>Those of them that may not be.</summary>
    public int Refused => Clients.Sum(client => client.Differences.Count(difference => !Request.Allows(difference)));

    /// <summary>Paths at the target at which something is wrong.</summary>
    public int Failures => Clients.Sum(client => client.Paths.Count(path => !path.Passed));

    /// <summary>Whether everything at the target was as it has to be, and nothing different that may not be.</summary>
    public bool IsGood => End == ProbeEnd.Done && Failures == 0 && Refused == 0;
}
