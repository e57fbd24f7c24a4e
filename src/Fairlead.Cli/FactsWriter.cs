using System.Globalization;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Cli;

/// <summary>
/// What a table knows of addresses, a line each, tab-separated: <c>address network region asn country prefix source</c> and then
/// <c>asn-name asn-prefix asn-source country-prefix country-source</c>; <c>-</c> for what is not known. What a statement fills is made
/// once; after that nothing is allocated for a line.
/// </summary>
internal sealed class FactsWriter(NetworkTable table, ByteOutput output)
{
    private const string Unknown = "-";

    // By number of the statement.
    private StatementText?[] _networks = [];
    private StatementText?[] _asns = [];
    private StatementText?[] _countries = [];

    /// <summary>Writes the line of an address.</summary>
    /// <param name="text">The address as it was given.</param>
    /// <param name="address">The same, parsed.</param>
    public void Write(ReadOnlySpan<byte> text, IpAddress address)
    {
        var index = table.Find(address);
        var facts = table.Facts[index];
        var statements = table.Facts.StatementsOf(index);
        var network = Known(_networks, statements.Network) ?? Keep(ref _networks, statements.Network, Network(facts));
        var asn = Known(_asns, statements.Asn) ?? Keep(ref _asns, statements.Asn, Asn(facts));
        var country = Known(_countries, statements.Country) ?? Keep(ref _countries, statements.Country, Country(facts));

        output.Write(text);
        output.Write(network.First);
        output.Write(asn.First);
        output.Write(country.First);
        Prefix(address, facts.PrefixLength, isKnown: statements.Network != 0);
        output.Write(network.Last);
        output.Write(asn.Second);
        Prefix(address, facts.AsnPrefixLength, isKnown: statements.Asn != 0);
        output.Write(asn.Last);
        Prefix(address, facts.CountryPrefixLength, isKnown: statements.Country != 0);
        output.Write(country.Last);
    }

    private void Prefix(IpAddress address, int length, bool isKnown)
    {
        if (isKnown) output.Advance(IpPrefix.Of(address, length).Format(output.Room(IpPrefix.LongestText)));
        else output.Write((byte)'-');
    }

    private static StatementText Network(in OriginFacts facts) =>
        new($"\t{Text(facts.Network)}\t{Text(facts.Region)}\t", "", $"\t{Text(facts.Source)}\t");

    private StatementText Asn(in OriginFacts facts) => facts.Asn == 0
        ? new("-\t", "-\t", "\t-\t")
        : new(string.Create(CultureInfo.InvariantCulture, $"{facts.Asn}\t"), $"{new HolderNames(table.AsnNames).OfAsn(facts.Asn) ?? Unknown}\t", $"\t{Text(facts.AsnSource)}\t");

    private static StatementText Country(in OriginFacts facts) => new($"{Text(facts.Country)}\t", "", $"\t{Text(facts.CountrySource)}\n");

    private static string Text(string? value) => value is null ? Unknown : TerminalText.Of(value);

    private static StatementText? Known(StatementText?[] texts, int statement) => (uint)statement < (uint)texts.Length ? texts[statement] : null;

    private static StatementText Keep(ref StatementText?[] texts, int statement, StatementText text)
    {
        if (statement >= texts.Length) Array.Resize(ref texts, Math.Max(statement + 1, 2 * texts.Length));
        return texts[statement] = text;
    }
}
