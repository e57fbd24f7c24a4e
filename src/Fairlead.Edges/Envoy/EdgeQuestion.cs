using Fairlead.Policy.Loading;
using ClientAddressReader = Fairlead.Policy.Requests.ClientAddressReader;

namespace Fairlead.Edges.Envoy;

/// <summary>What Envoy has to tell <c>serve --edge</c> of a request.</summary>
/// <param name="Headers">Names of the headers that the policy reads, in lower case: the client's address (X-Forwarded-For where the policy takes the connection's), and what a <c>when</c> asks for.</param>
/// <param name="Timeout">How long an answer may take.</param>
internal sealed record EdgeQuestion(IReadOnlyList<string> Headers, TimeSpan Timeout)
{
    /// <summary>The header that names the other end of Envoy's connection, for request rule 8.</summary>
    public const string PeerHeader = "x-fairlead-peer";

    /// <summary>The header that proxies write their peers into.</summary>
    public const string ForwardedFor = "x-forwarded-for";

    /// <summary>The cluster of <c>serve --edge</c>.</summary>
    public const string Cluster = "fairlead";

    /// <summary>What this policy needs.</summary>
    public static EdgeQuestion Of(PolicyConfig policy)
    {
        var address = new ClientAddressReader(policy.ClientAddress).HeaderName ?? ForwardedFor;
        var asked = policy.Routes.SelectMany(route => route.When.Headers).Concat(policy.Artifacts.SelectMany(artifact => artifact.Headers)).Select(header => header.Name.ToLowerInvariant());
        // A mirror and then the upstream may be waited for, each as long as the policy says; the rest is the way there.
        return new([.. asked.Prepend(address.ToLowerInvariant()).Distinct()], (policy.Presence.Timeout * 2) + TimeSpan.FromSeconds(1));
    }
}
