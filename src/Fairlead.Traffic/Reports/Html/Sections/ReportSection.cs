using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>A part of the page under a heading of its own.</summary>
internal abstract class ReportSection
{
    /// <summary>Where links lead.</summary>
    public abstract string Id { get; }

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>Whether a report has anything to say under it.</summary>
    public virtual bool IsIn(TrafficReport report) => true;

    /// <summary>Writes what stands under the heading.</summary>
    public abstract void Write(HtmlWriter html, TrafficReport report);
}
