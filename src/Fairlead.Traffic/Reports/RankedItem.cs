namespace Fairlead.Traffic.Reports;

/// <summary>One of the greatest.</summary>
/// <param name="Name">What it is: <c>AS16509 AMAZON-02</c>, an image, a region with its provider. Null: not known.</param>
/// <param name="Sum">Its traffic.</param>
public sealed record RankedItem(string? Name, TrafficSum Sum);
