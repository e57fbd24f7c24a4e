namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>A rectangle of a plot: sideways in percent of its width, which the window decides; down in pixels from its top.</summary>
internal readonly record struct PlotRect(double X, double Y, double Width, double Height);
