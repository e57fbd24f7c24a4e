using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Status;

/// <summary>A mirror, or another place that clients are sent to.</summary>
/// <param name="Name">A mirror's name, or a registry's URL.</param>
/// <param name="Kind">What it is, for people.</param>
/// <param name="Region">A mirror's region; null where it has none.</param>
/// <param name="State">Whether it is used.</param>
/// <param name="Recent">What happened with it in about the last minute.</param>
/// <param name="SinceStart">What has happened with it.</param>
/// <param name="Inventory">Its inventory; null where the policy names none.</param>
/// <param name="IsProbed">Whether its state is found out at all.</param>
internal sealed record TargetFacts(string Name, string Kind, string? Region, TargetState State, MirrorTally Recent, MirrorTally SinceStart, InventoryFacts? Inventory, bool IsProbed = true);
