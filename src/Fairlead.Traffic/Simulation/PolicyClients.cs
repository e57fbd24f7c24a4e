using System.Text;
using Fairlead.Networks;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Simulation;

/// <summary>What a policy makes of the clients of a log. For one thread.</summary>
/// <param name="policy">The policy with its own networks.</param>
/// <param name="audiences">Filled as they are met.</param>
internal sealed class PolicyClients(CompiledPolicy policy, Audiences audiences)
{
    private readonly Audience?[] _byFacts = new Audience?[policy.Networks.Facts.Length];

    /// <summary>The client of a request: its address looked up in the policy's own networks; where a log has facts instead, what the policy makes of those.</summary>
    public Place Find(in LogRecord record, out Audience audience)
    {
        if (!record.HasClient && record.Facts.IsSet) return OfFacts(record.Facts, out audience);
        var facts = record.HasClient ? policy.Networks.Find(record.Client) : 0;
        var place = policy.PlaceOf(facts);
        audience = _byFacts[facts] ??= audiences.Of(place.Provider, place.Region, policy.Networks.Facts[facts].Country);
        return place;
    }

    private Place OfFacts(in LoggedFacts logged, out Audience audience)
    {
        var facts = new OriginFacts
        {
            Network = TextOf(logged.Network),
            Region = TextOf(logged.Region),
            Asn = logged.Asn,
            Country = CountryCode.TryParse(logged.Country, out var country) ? country.ToString() : null,
        };
        var place = policy.PlaceOf(facts);
        audience = audiences.Of(place.Provider, place.Region, facts.Country);
        return place;
    }

    /// <summary>What a log says is believed where it can be a name, as an import does.</summary>
    private static string? TextOf(ReadOnlySpan<byte> text) => PrintableText.IsName(text) ? Encoding.UTF8.GetString(text) : null;
}
