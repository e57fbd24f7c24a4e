using System.Globalization;

namespace Fairlead.Redirector.Explaining;

/// <summary>A mirror that was considered.</summary>
/// <param name="Mirror">Its name.</param>
/// <param name="Region">Its region, or null.</param>
/// <param name="DistanceKm">Great-circle distance from the client's region; null when either place is not known.</param>
/// <param name="Presence"><c>present</c>, <c>absent</c> or <c>unknown</c>, and <c>unhealthy</c> when it is not asked because it is down.</param>
/// <param name="Url">Where the blob would be.</param>
/// <param name="InventoryAge">How old the inventory is that presence comes from; null when it doesn't.</param>
public sealed record CandidateExplanation(string Mirror, string? Region, int? DistanceKm, string Presence, string Url, TimeSpan? InventoryAge = null)
{
    /// <summary>How far away it is.</summary>
    internal string DistanceText => DistanceKm is { } km ? string.Create(CultureInfo.InvariantCulture, $"{km} km") : "? km";

    /// <summary>Whether it holds the blob, and who says so.</summary>
    internal string PresenceText =>
        InventoryAge is { } age ? string.Create(CultureInfo.InvariantCulture, $"{Presence} (by its inventory, {(long)age.TotalSeconds} s old)") : Presence;
}
