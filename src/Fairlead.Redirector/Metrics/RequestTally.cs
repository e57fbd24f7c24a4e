namespace Fairlead.Redirector.Metrics;

/// <summary>Requests of one provider and region, since the start or between two times.</summary>
/// <param name="All">All of them.</param>
/// <param name="Blobs">Those for blobs that went to a mirror, or to the upstream in a mirror's place.</param>
/// <param name="ToMirrors">Those of them that went to a mirror.</param>
internal readonly record struct RequestTally(long All, long Blobs, long ToMirrors)
{
    public static RequestTally operator +(RequestTally a, RequestTally b) => new(a.All + b.All, a.Blobs + b.Blobs, a.ToMirrors + b.ToMirrors);

    public static RequestTally operator -(RequestTally a, RequestTally b) => new(a.All - b.All, a.Blobs - b.Blobs, a.ToMirrors - b.ToMirrors);
}
