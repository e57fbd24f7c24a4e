using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>A provider as a file of its own says it. Immutable.</summary>
/// <param name="FileName">What messages call the file; files count in the order of it.</param>
/// <param name="Name">The provider.</param>
/// <param name="Asns">Its autonomous systems, each once.</param>
/// <param name="Registry">Base URL of <c>redirectsTo.registry</c>, or null.</param>
/// <param name="Artifacts">Base URL of <c>redirectsTo.artifacts</c>, or null.</param>
/// <param name="Contact">Whom to ask, or null.</param>
/// <param name="Active">Whether it counts; null: the file says nothing.</param>
public sealed record ProviderFile(
    string FileName, string Name, IReadOnlyList<uint> Asns, HttpTarget? Registry, HttpTarget? Artifacts, ContactConfig? Contact, bool? Active);
