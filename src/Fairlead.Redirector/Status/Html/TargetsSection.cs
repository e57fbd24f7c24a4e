using Fairlead.Formats.Html;

namespace Fairlead.Redirector.Status.Html;

/// <summary>Where clients are sent, and how that is doing.</summary>
internal static class TargetsSection
{
    public static void Write(HtmlWriter html, StatusFacts facts)
    {
        using var table = new StatusTable(
            html, "targets", "Over the last minute; in small letters, since the start", "Name", "State", "Presence hits", "Answers in", "Inventory");
        foreach (var target in facts.Targets.Take(StatusTable.MostRows))
        {
            var (state, style) = target.State switch
            {
                TargetState.Open => ("open", target.IsProbed ? "good" : "unproven"),
                TargetState.InDoubt => ("in doubt", "doubtful"),
                _ => ("closed", "bad"),
            };
            using var row = table.Row(target.Name, target.Region is null ? target.Kind : $"{target.Kind}, {NameText.Short(target.Region)}", style);
            table.Cell(state, target.IsProbed ? null : "not probed", "state");
            table.Cell(Figures.Share(target.Recent.Known, target.Recent.LookUps), Figures.Share(target.SinceStart.Known, target.SinceStart.LookUps));
            table.Cell(StatusText.Milliseconds(target.Recent.AverageSeconds), StatusText.Milliseconds(target.SinceStart.AverageSeconds));
            Inventory(table, target.Inventory);
        }

        if (facts.Targets.Count > StatusTable.MostRows) table.Remark($"and {Figures.Count(facts.Targets.Count - StatusTable.MostRows)} more: /metrics has all of them");
    }

    private static void Inventory(StatusTable table, InventoryFacts? inventory)
    {
        if (inventory is null) table.Cell("–");
        else if (inventory.Age is not { } age) table.Cell("never loaded", Problem(inventory), "wrong");
        else table.Cell($"{StatusText.Age(age)} old{(inventory.IsInUse ? "" : ", not in use")}", Problem(inventory) ?? Figures.Count(inventory.Blobs, "blob", "blobs"), inventory.IsInUse ? null : "wrong");
    }

    private static string? Problem(InventoryFacts inventory)
    {
        const int most = 200;
        return inventory.Problem is { } problem ? NameText.Shorten(problem, most) : null;
    }
}
