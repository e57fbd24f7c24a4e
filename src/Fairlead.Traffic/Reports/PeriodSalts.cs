namespace Fairlead.Traffic.Reports;

/// <summary>Which salts the clients of each period were hashed under: registers of two salts say nothing together.</summary>
internal sealed class PeriodSalts
{
    private readonly Dictionary<int, ulong> _salts = [];
    private readonly HashSet<int> _mixed = [];
    private (int Period, ulong Salt)? _last;

    /// <summary>Whether all clients, of whatever period, were hashed under one.</summary>
    public bool IsOne { get; private set; } = true;

    /// <summary>Clients of a period were hashed under this one.</summary>
    public void Add(int period, ulong salt)
    {
        if (_last == (period, salt)) return;
        IsOne &= _last is null || _last.Value.Salt == salt;
        _last = (period, salt);
        if (!_salts.TryAdd(period, salt) && _salts[period] != salt) _mixed.Add(period);
    }

    /// <summary>Whether all clients of a period were hashed under one.</summary>
    public bool IsOneOf(int period) => !_mixed.Contains(period);
}
