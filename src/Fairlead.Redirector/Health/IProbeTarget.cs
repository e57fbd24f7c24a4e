namespace Fairlead.Redirector.Health;

/// <summary>Something whose health is looked after by asking it now and then.</summary>
internal interface IProbeTarget
{
    /// <summary>Whether it should be asked at this time (milliseconds of the clock). Never true while it is being asked.</summary>
    bool IsProbeDue(long now);

    /// <summary>Asks it once and draws the conclusion. Bounded in time; throws nothing.</summary>
    Task ProbeAsync();
}
