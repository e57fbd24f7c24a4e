namespace Fairlead.Edges.Envoy;

/// <summary>How Envoy comes to a decision.</summary>
public enum EnvoyForm
{
    /// <summary>Its ext_authz filter asks <c>serve --edge</c>: a redirect is what a denied client gets.</summary>
    ExtAuthz,

    /// <summary>A Lua filter asks <c>serve --edge</c> for the authority, and redirects.</summary>
    Lua,

    /// <summary>A Proxy-Wasm filter has the policy in it and asks nobody.</summary>
    Wasm,
}
