namespace Fairlead.Traffic.Simulation;

/// <summary>What a backend serves before and after.</summary>
/// <param name="Backend">Its name.</param>
/// <param name="BytesBefore">Under the old policy.</param>
/// <param name="BytesAfter">Under the new one.</param>
/// <param name="CostBefore">Null without prices.</param>
/// <param name="CostAfter">Likewise.</param>
public sealed record BackendShift(string Backend, long BytesBefore, long BytesAfter, decimal? CostBefore, decimal? CostAfter);
