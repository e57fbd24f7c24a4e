using Fairlead.Redirector.Deciding;

namespace Fairlead.Redirector.Hosting;

/// <summary>The one mutable field of the serving path: the state that new requests take.</summary>
internal sealed class StateHolder(ServingState first)
{
    private volatile ServingState _current = first;

    /// <summary>The state now. Take it once a request.</summary>
    public ServingState Current
    {
        get => _current;
        set => _current = value;
    }
}
