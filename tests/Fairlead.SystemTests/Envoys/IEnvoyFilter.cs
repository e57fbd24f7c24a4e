namespace Fairlead.SystemTests.Envoys;

/// <summary>An HTTP filter of the stand-in.</summary>
internal interface IEnvoyFilter : IDisposable
{
    /// <summary>What the client gets; null: the request goes on to the routes.</summary>
    Task<WireMessage?> DecideAsync(WireMessage request, string peer);
}
