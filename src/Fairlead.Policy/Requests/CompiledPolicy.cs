using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>
/// A policy joined with the table of networks: from a client's facts to its candidates is one array access. Immutable; the whole of
/// it is swapped at once when policy or feeds change.
/// </summary>
public sealed class CompiledPolicy
{
    private readonly int[] _placeByFacts;
    private readonly Place[] _places;
    private readonly PlaceCompiler _compiler;

    private CompiledPolicy(PolicyConfig config, NetworkTable networks, IReadOnlyList<string> missing, PlaceCompiler compiler, int[] placeByFacts)
    {
        (Config, Networks, MissingSources, _compiler, _placeByFacts) = (config, networks, missing, compiler, placeByFacts);
        (Mirrors, _places) = (compiler.Mirrors, [.. compiler.Places]);
        ClientAddress = new ClientAddressReader(config.ClientAddress);
    }

    /// <summary>The policy as written.</summary>
    public PolicyConfig Config { get; }

    /// <summary>Address to facts.</summary>
    public NetworkTable Networks { get; }

    /// <summary>
    /// What would tell the clients of active providers from others and has never been loaded, in words for people: networks, feeds of ASNs,
    /// provider files. While there is any, clients of no provider go to the upstream.
    /// </summary>
    public IReadOnlyList<string> MissingSources { get; }

    /// <summary>Every mirror of an active provider.</summary>
    public IReadOnlyList<Mirror> Mirrors { get; }

    /// <summary>Every place that some facts lead to; the first is that of unknown clients.</summary>
    public IReadOnlyList<Place> Places => _places;

    /// <summary>Finds the client's address.</summary>
    public ClientAddressReader ClientAddress { get; }

    /// <summary>What the policy says about a client of these facts, an index into <see cref="NetworkTable.Facts"/>.</summary>
    public Place PlaceOf(int facts) => _places[_placeByFacts[facts]];

    /// <summary>
    /// What the policy says about a client of facts that are not of its own table, such as a log's: the same as it would if they were. Nothing is remembered: facts that lead to
    /// none of <see cref="Places"/> get a place of <see cref="Place.NoIndex"/>, made anew at each call.
    /// </summary>
    public Place PlaceOf(in OriginFacts facts) => _compiler.PlaceOf(facts);

    /// <summary>Its index in <see cref="Places"/>.</summary>
    public int PlaceIndexOf(int facts) => _placeByFacts[facts];

    /// <summary>Joins a policy with a table that was built for it.</summary>
    /// <param name="config">A valid policy.</param>
    /// <param name="networks">The table; its facts name networks of feeds, or a provider for that provider's own cidrs.</param>
    /// <param name="missing">See <see cref="MissingSources"/>.</param>
    public static CompiledPolicy Compile(PolicyConfig config, NetworkTable networks, IReadOnlyList<string> missing)
    {
        var compiler = new PlaceCompiler(config, tellsClientsApart: missing.Count == 0);
        var placeByFacts = compiler.PlacesOf(networks.Facts);
        return new CompiledPolicy(config, networks, missing, compiler, placeByFacts);
    }
}
