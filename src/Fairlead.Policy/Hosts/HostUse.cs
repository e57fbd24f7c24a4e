namespace Fairlead.Policy.Hosts;

/// <summary>What clients are sent to a host for. What does not apply is null.</summary>
public sealed record HostUse
{
    /// <summary>Which part of the policy names it.</summary>
    public required HostUseKind Kind { get; init; }

    /// <summary>Of an upstream: the name under <c>hosts</c> whose own it is; null there and in <see cref="Route"/>: the policy's.</summary>
    public string? Name { get; init; }

    /// <summary>Of an upstream: which of the <c>routes</c> it is of, from 1.</summary>
    public int? Route { get; init; }

    /// <summary>The mirror's name.</summary>
    public string? Mirror { get; init; }

    /// <summary>The mirror's region.</summary>
    public string? Region { get; init; }

    /// <summary>The mirror's provider; of artifacts, the only one whose clients go there.</summary>
    public string? Provider { get; init; }

    /// <summary>Of artifacts: what their paths begin with.</summary>
    public string? Path { get; init; }
}
