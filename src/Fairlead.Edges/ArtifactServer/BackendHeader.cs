using Fairlead.Formats.Yaml;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>A header that leads to a backend, and where it stands.</summary>
internal sealed record BackendHeader(YamlScalar At, HeaderMatch Match);
