namespace Fairlead.Redirector.Presence;

/// <summary>Whether a place holds a blob. The values index <see cref="Metrics.MirrorCounters.HeadResults"/>.</summary>
internal enum PresenceAnswer : byte
{
    /// <summary>It did not say: no answer in time, or one that means nothing.</summary>
    Unknown,

    /// <summary>It does not.</summary>
    Absent,

    /// <summary>It does.</summary>
    Present,
}
