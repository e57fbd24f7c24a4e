using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;

namespace Fairlead.Redirector.Observing;

/// <summary>Says in a line for people what was decided and why. Without any client address.</summary>
internal static class Narrator
{
    public static string Line(string method, in Exchange exchange, in Decision decision, int status)
    {
        var place = exchange.Place.Place;
        var who = place.Provider is null ? "a client of no provider" : $"a client of {place.Provider}{(place.Region is null ? "" : ", " + place.Region)}";
        var why = decision.Rule switch
        {
            Rule.Mirror => $"mirror {decision.Mirror!.Config.Name} holds it",
            Rule.ProviderRegistry or Rule.ProviderArtifact => "its provider has it",
            Rule.UpstreamByPolicy => $"the policy serves it from the upstream ({place.Why})",
            Rule.UpstreamNotHeld => "no mirror of its holds it: the upstream",
            Rule.UpstreamUnknown => "a mirror did not say in time: the upstream",
            Rule.Upstream => "not a blob: always the upstream",
            Rule.Signatures => "signatures have a registry of their own",
            Rule.Ping => "the registry API is here",
            var other => other.Name(),
        };
        return $"{method} {Printable(Shortened(exchange.Path.Path))}  {who}: {why} -> {status} {decision.Location}".TrimEnd();
    }

    /// <summary>Digests are long, and their first few digits tell them apart.</summary>
    private static string Shortened(ReadOnlySpan<char> path)
    {
        const int shown = 12;
        var digest = path.IndexOf("sha256:", StringComparison.Ordinal);
        return digest < 0 || path.Length <= digest + 7 + shown ? path.ToString() : $"{path[..(digest + 7 + shown)]}...";
    }

    /// <summary>A path that is refused may hold anything, and a terminal would obey some of it.</summary>
    private static string Printable(string path) => string.Concat(path.Select(c => c is > ' ' and <= '~' ? c : '?'));
}
