using Fairlead.Traffic.Cells;

namespace Fairlead.Traffic.Reports;

/// <summary>Traffic of one provider's clients in one period.</summary>
internal sealed class ProviderPeriod
{
    /// <summary>What was added up.</summary>
    public Measure Sum { get; set; }

    /// <summary>Its clients; null when none is known.</summary>
    public ClientSketch? Clients { get; private set; }

    /// <summary>Counts clients, packed as in <see cref="Cell.Clients"/>.</summary>
    public void Add(ReadOnlySpan<ushort> clients)
    {
        if (!clients.IsEmpty) (Clients ??= new ClientSketch()).Merge(clients);
    }
}
