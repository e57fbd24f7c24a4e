using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Cells;

/// <summary>What a part says of itself beside its cells. Two of them merge into that of both, whatever the order.</summary>
public sealed record PartSummary
{
    /// <summary>Whether its periods are days; else months.</summary>
    public required bool IsByDay { get; init; }

    /// <summary>See <see cref="Salt.Fingerprint"/>; null when no client was counted, or where several salts were put together.</summary>
    public required ulong? Salt { get; init; }

    /// <summary>What the logs were.</summary>
    public required LogCounts Logs { get; init; }

    /// <summary>
    /// Backend that everything would have come from without mirrors: the host of the policy's upstream; null where there was no policy. Of two parts that disagree, the first in
    /// ordinal order.
    /// </summary>
    public required string? Upstream { get; init; }

    /// <summary>As of when the oldest of the network sources was, in seconds since 1970; null when not known. Of two parts, the older.</summary>
    public long? NetworksAsOf { get; init; }

    /// <summary>Requests whose image, backend or other name is "other" because there were more names than a key has room for.</summary>
    public long UnnamedRequests { get; init; }

    /// <summary>That of both. Its periods are days where both have days.</summary>
    public PartSummary Plus(PartSummary other) => new()
    {
        IsByDay = IsByDay && other.IsByDay,
        Salt = Salt is null ? other.Salt : other.Salt is null || other.Salt == Salt ? Salt : null,
        Logs = Logs.Plus(other.Logs),
        Upstream = Upstream is null || string.CompareOrdinal(other.Upstream ?? Upstream, Upstream) < 0 ? other.Upstream : Upstream,
        NetworksAsOf = NetworksAsOf is { } one && other.NetworksAsOf is { } another ? Math.Min(one, another) : NetworksAsOf ?? other.NetworksAsOf,
        UnnamedRequests = CappedSum.Of(UnnamedRequests, other.UnnamedRequests),
    };
}
