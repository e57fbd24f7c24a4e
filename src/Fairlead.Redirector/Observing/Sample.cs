namespace Fairlead.Redirector.Observing;

/// <summary>One value of a metric.</summary>
internal readonly record struct Sample(double Value, params KeyValuePair<string, object?>[] Labels);
