namespace Fairlead.Policy.Loading;

/// <summary>An exception for some clients.</summary>
/// <param name="When">Which clients.</param>
/// <param name="Use">Their mirrors, in order; empty means straight to the upstream.</param>
/// <param name="Upstream">Their upstream, for manifests too; null means the usual one.</param>
public sealed record RouteConfig(RouteMatch When, IReadOnlyList<MirrorConfig> Use, UpstreamConfig? Upstream);
