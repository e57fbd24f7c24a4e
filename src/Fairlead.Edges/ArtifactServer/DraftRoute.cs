using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>A route that sends what is under <c>/v2/</c> to the registry of a backend; to the upstream where that has a path prefix.</summary>
internal sealed record DraftRoute(Backend Backend, HeaderMatch Header);
