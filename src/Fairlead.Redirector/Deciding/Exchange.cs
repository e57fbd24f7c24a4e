using System.Diagnostics;
using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Deciding;

/// <summary>A request while it is being answered.</summary>
/// <param name="State">The one state that decides it.</param>
/// <param name="Path">What it asks for.</param>
/// <param name="Facts">The client's facts, as an index.</param>
/// <param name="Place">What the policy says of such clients.</param>
/// <param name="Upstream">The upstream of its host name, route or policy.</param>
/// <param name="Began">Raw timestamp of its beginning.</param>
/// <param name="Trace">Its span; null when nobody listens.</param>
internal readonly record struct Exchange(ServingState State, RegistryPath Path, int Facts, ServingPlace Place, UpstreamTarget Upstream, long Began, Activity? Trace);
