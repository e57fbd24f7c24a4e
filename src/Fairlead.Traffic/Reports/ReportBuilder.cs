using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Cells and prices into a report. For one thread.</summary>
public sealed class ReportBuilder(ReportOptions options)
{
    /// <summary>Takes the cells of a part.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has months where days are asked for.</exception>
    public void Add(PartReader part) => throw new NotImplementedException(options.ToString());

    /// <summary>Takes one cell by names: what a database says.</summary>
    public void Add(CellNames names, in Cell cell) => throw new NotImplementedException();

    /// <summary>Takes what somebody says of what the cells are of.</summary>
    public void Add(PartSummary summary) => throw new NotImplementedException();

    /// <summary>The report of all that it was given.</summary>
    public TrafficReport Build() => throw new NotImplementedException();
}
