using System.Net;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Timing;

namespace Fairlead.Redirector.Presence;

/// <summary>
/// Somewhere that is asked by HEAD whether it holds something. What is learnt of it outlives a reload of the policy, as long as its
/// name and its URL stay (<see cref="SiteBook"/>).
/// </summary>
internal abstract class Site(string name, TargetHealth health, MirrorCounters counters, Clock clock)
{
    private static uint s_lastId;
    private uint _id = Interlocked.Increment(ref s_lastId);

    /// <summary>What logs call it.</summary>
    public string Name => name;

    /// <summary>Its half of the key in the presence cache.</summary>
    public uint Id => Volatile.Read(ref _id);

    /// <summary>Whether it answers.</summary>
    public TargetHealth Health => health;

    /// <summary>When it is probed.</summary>
    public ProbeSchedule Schedule { get; } = new(clock);

    /// <summary>What happened with it.</summary>
    public MirrorCounters Counters => counters;

    /// <summary>How many HEADs it may get.</summary>
    public HeadBudget Budget { get; } = new(clock);

    /// <summary>What a HEAD to it must accept; null: it doesn't matter.</summary>
    public virtual string? Accept => null;

    /// <summary>Whether anything is known of its health while it is well: it is probed, or asked.</summary>
    public virtual bool HasKnownHealth => true;

    /// <summary>What a status says about presence.</summary>
    public abstract PresenceAnswer Interpret(HttpStatusCode status);

    /// <summary>Whether a status comes from something that works.</summary>
    public abstract bool IsAlive(HttpStatusCode status);

    /// <summary>Forgets all that was believed of what it holds.</summary>
    public void ForgetPresence() => Volatile.Write(ref _id, Interlocked.Increment(ref s_lastId));
}
