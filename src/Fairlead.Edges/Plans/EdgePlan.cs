using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Edges.Plans;

/// <summary>
/// A policy as a proxy can follow it that knows nobody's health: presence is assumed, the first candidate is taken, and the first registry. What
/// <c>serve --assume-present</c> answers, worked out beforehand for every address. Immutable.
/// </summary>
public sealed class EdgePlan
{
    private readonly int[] _numberByPlace;

    private EdgePlan(CompiledPolicy policy, IReadOnlyList<EdgePlace> places, int[] numberByPlace) => (Policy, Places, _numberByPlace) = (policy, places, numberByPlace);

    /// <summary>The policy.</summary>
    public CompiledPolicy Policy { get; }

    /// <summary>The policy as written.</summary>
    public PolicyConfig Config => Policy.Config;

    /// <summary>What clients can get; the first is for clients whose address is not known, or is in none of <see cref="Prefixes"/>.</summary>
    public IReadOnlyList<EdgePlace> Places { get; }

    /// <summary>The addresses of all places but the first: disjoint prefixes, IPv4 before IPv6, in the order of addresses; each with the number of its place.</summary>
    public IEnumerable<(IpPrefix Prefix, int Place)> Prefixes => PrefixCover.Of(Policy.Networks, facts => _numberByPlace[Policy.PlaceIndexOf(facts)]);

    /// <summary>Works it out.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="candidates">How many candidates count: clients whose first ones are the same share a place. More than one is for proxies that ask.</param>
    public static EdgePlan Of(CompiledPolicy policy, int candidates = 1)
    {
        var places = new List<EdgePlace>();
        var numbers = new Dictionary<string, int>();
        var numberByPlace = new int[policy.Places.Count];
        var upstreams = NumberedByReference(policy.Config.Routes.Select(route => route.Upstream).OfType<UpstreamConfig>());
        var artifacts = NumberedByReference(policy.Config.Artifacts);
        Array.Fill(numberByPlace, -1);
        NumberOf(policy.PlaceIndexOf(0)); // of clients of whom nothing is known
        for (var i = 0; i < numberByPlace.Length; i++) NumberOf(i);
        return new(policy, places, numberByPlace);

        int NumberOf(int index)
        {
            var place = policy.Places[index];
            var key = KeyOf(place);
            if (!numbers.TryGetValue(key, out var number))
            {
                number = places.Count;
                numbers.Add(key, number);
                var alternatives = new EdgeHeaderRoute[place.Alternatives.Length];
                places.Add(new()
                {
                    Number = number,
                    Candidates = [.. place.Candidates.Take(candidates)],
                    Upstream = place.Upstream,
                    RedirectsTo = place.RedirectsTo,
                    Artifacts = place.Artifacts,
                    Alternatives = alternatives,
                });
                // Only now, so that the first place is still that of unknown clients.
                for (var i = 0; i < alternatives.Length; i++)
                {
                    var route = place.Alternatives[i];
                    alternatives[i] = new EdgeHeaderRoute(route.When, places[NumberOf(route.Place.Index)]);
                }
            }
            return numberByPlace[index] = number;
        }

        // What tells places apart, as a text.
        string KeyOf(Place place)
        {
            var upstream = place.Upstream is null ? -1 : upstreams[place.Upstream];
            var byHeader = string.Concat(place.Alternatives.Select(route => $" [{route.Place.Why}: {KeyOf(route.Place)}]"));
            var mirrors = string.Join(',', place.Candidates.Take(candidates).Select(mirror => mirror.Index));
            var files = string.Join(',', place.Artifacts.Select(artifact => artifacts[artifact]));
            return $"{mirrors} {upstream} {place.RedirectsTo?.Registry} {place.RedirectsTo?.TrustTags} {place.RedirectsTo?.Artifacts} {files}{byHeader}";
        }
    }

    private static Dictionary<T, int> NumberedByReference<T>(IEnumerable<T> items) where T : class
    {
        var numbers = new Dictionary<T, int>(ReferenceEqualityComparer.Instance);
        foreach (var (i, item) in items.Index()) numbers.Add(item, i);
        return numbers;
    }
}
