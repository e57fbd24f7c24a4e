using System.Globalization;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Cli;

/// <summary>
/// What a table knows of addresses, a line each, tab-separated: <c>address network region asn country prefix source</c> and then
/// <c>asn-name asn-prefix asn-source country-prefix country-source</c>; <c>-</c> for what is not known. Nothing is allocated for a line.
/// </summary>
internal sealed class FactsWriter(NetworkTable table, ByteOutput output)
{
    private const int LongestAsn = 10; // digits of 32 bits

    /// <summary>Writes the line of an address.</summary>
    /// <param name="text">The address as it was given.</param>
    /// <param name="address">The same, parsed.</param>
    public void Write(ReadOnlySpan<byte> text, IpAddress address)
    {
        var facts = table.Facts[table.Find(address)];
        output.Write(text);
        Column(facts.Network);
        Column(facts.Region);
        Asn(facts.Asn);
        Column(facts.Country);
        Prefix(address, facts.PrefixLength, isKnown: facts.Network is not null);
        Column(facts.Source);
        Name(facts.Asn == 0 ? default : table.AsnNames.Utf8(facts.Asn));
        Prefix(address, facts.AsnPrefixLength, isKnown: facts.Asn != 0);
        Column(facts.AsnSource);
        Prefix(address, facts.CountryPrefixLength, isKnown: facts.Country is not null);
        Column(facts.CountrySource);
        output.Write((byte)'\n');
    }

    private void Column(string? value)
    {
        output.Write((byte)'\t');
        if (value is null) output.Write((byte)'-');
        else output.Write(value);
    }

    private void Asn(uint asn)
    {
        output.Write((byte)'\t');
        if (asn == 0)
        {
            output.Write((byte)'-');
            return;
        }
        asn.TryFormat(output.Room(LongestAsn), out var digits, default, CultureInfo.InvariantCulture);
        output.Advance(digits);
    }

    private void Prefix(IpAddress address, int length, bool isKnown)
    {
        output.Write((byte)'\t');
        if (isKnown) output.Advance(IpPrefix.Of(address, length).Format(output.Room(IpPrefix.LongestText)));
        else output.Write((byte)'-');
    }

    /// <summary>A name as its source has it, but for what would end the column or the line, or act on a terminal.</summary>
    private void Name(ReadOnlySpan<byte> name)
    {
        output.Write((byte)'\t');
        if (name.IsEmpty) output.Write((byte)'-');
        for (int bad; !name.IsEmpty; name = name[bad..])
        {
            bad = name.IndexOfAnyInRange((byte)0, (byte)0x1F);
            if (bad < 0) bad = name.Length;
            output.Write(name[..bad]);
            if (bad == name.Length) break;
            output.Write((byte)'?');
            bad++;
        }
    }
}
