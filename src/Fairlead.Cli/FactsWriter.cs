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
    private StatementText[] _networks = [];
    private StatementText[] _asns = [];
    private StatementText[] _countries = [];

    /// <summary>Writes the line of an address.</summary>
    /// <param name="text">The address as it was given.</param>
    /// <param name="address">The same, parsed.</param>
    public void Write(ReadOnlySpan<byte> text, IpAddress address)
    {
        var index = table.Find(address);
        var statements = table.Facts.StatementsOf(index);
        var lengths = table.Facts.PrefixLengthsOf(index);
        ref readonly var network = ref Kept(ref _networks, statements.Network);
        if (network.IsNone) _networks[statements.Network] = Network(table.Facts[index]);
        ref readonly var asn = ref Kept(ref _asns, statements.Asn);
        if (asn.IsNone) _asns[statements.Asn] = Asn(table.Facts[index]);
        ref readonly var country = ref Kept(ref _countries, statements.Country);
        if (country.IsNone) _countries[statements.Country] = Country(table.Facts[index]);

        output.Write(text);
        output.Write(network.First);
        output.Write(asn.First);
        output.Write(country.First);
        Prefix(address, lengths.Network, isKnown: statements.Network != 0);
        output.Write(network.Last);
        output.Write(asn.Second);
        Prefix(address, lengths.Asn, isKnown: statements.Asn != 0);
        output.Write(asn.Last);
        Prefix(address, lengths.Country, isKnown: statements.Country != 0);
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

    /// <summary>Where the text of a statement is kept; room is made for it.</summary>
    private static ref StatementText Kept(ref StatementText[] texts, int statement)
    {
        if (statement >= texts.Length) Array.Resize(ref texts, Math.Max(statement + 1, 2 * texts.Length));
        return ref texts[statement];
    }
}
