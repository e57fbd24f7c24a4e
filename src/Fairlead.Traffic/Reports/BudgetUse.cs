namespace Fairlead.Traffic.Reports;

/// <summary>A budget and what was used of it.</summary>
/// <param name="Provider">Whose backends.</param>
/// <param name="Period"><c>2026-10</c> or <c>2026</c>.</param>
/// <param name="Amount">The budget.</param>
/// <param name="Used">What its backends' traffic cost in that time, as far as the report has it.</param>
public sealed record BudgetUse(string Provider, string Period, decimal Amount, decimal Used);
