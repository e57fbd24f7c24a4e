namespace Fairlead.Artifacts.Probing;

/// <summary>What a redirector did with a GET, and where that led. Hosts carry their port where it isn't the scheme's, and are printable.</summary>
/// <param name="Status">What the redirector answered; null where it didn't.</param>
/// <param name="To">The host that it names; null where it names none.</param>
/// <param name="End">Who answered at the end; null where nobody did.</param>
/// <param name="EndStatus">With what.</param>
/// <param name="Via">Hosts on the way there that only sent on, the redirector not among them.</param>
public sealed record RouteTaken(int? Status, string? To, string? End, int? EndStatus, IReadOnlyList<string> Via)
{
    /// <summary>The rule that decided, as the redirector's admin port names it; null where that was not asked, or doesn't say.</summary>
    public string? Rule { get; init; }
}
