namespace Fairlead.Traffic.Reports.Html.Markup;

/// <summary>A column of a table.</summary>
/// <param name="Heading">What stands over it.</param>
/// <param name="IsNumber">Set to the right.</param>
internal sealed record TableColumn(string Heading, bool IsNumber = true);
