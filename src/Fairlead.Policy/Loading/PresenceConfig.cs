namespace Fairlead.Policy.Loading;

/// <summary>How presence is found out, and how long it is believed.</summary>
/// <param name="Timeout">For all candidates of one request together.</param>
/// <param name="Candidates">How many mirrors a request may try.</param>
/// <param name="Present">How long a mirror is believed to hold a blob.</param>
/// <param name="Absent">How long it is believed not to.</param>
/// <param name="Entries">Answers kept at the most.</param>
/// <param name="HeadsPerSecond">HEAD requests to one mirror in a second.</param>
public sealed record PresenceConfig(TimeSpan Timeout, int Candidates, TimeSpan Present, TimeSpan Absent, int Entries, int HeadsPerSecond)
{
    /// <summary>How old an inventory may be and still tell what a mirror holds.</summary>
    public TimeSpan InventoryMaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often mirrors are asked for a newer one.</summary>
    public TimeSpan InventoryRefresh { get; init; } = TimeSpan.FromMinutes(5);
}
