namespace Fairlead.Traffic.Simulation;

/// <summary>What replayed requests are counted under.</summary>
/// <param name="Month">Days since 1970 of the first of the calendar month: prices go by them.</param>
/// <param name="From">Who serves them before.</param>
/// <param name="To">Who serves them after.</param>
/// <param name="Audience">Whose requests.</param>
internal readonly record struct FlowKey(int Month, Destination From, Destination To, Audience Audience);
