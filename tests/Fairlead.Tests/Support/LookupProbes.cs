using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Support;

/// <summary>Compares a table with the oracle where it can go wrong: at both sides of both ends of every prefix.</summary>
internal static class LookupProbes
{
    public static NetworkTable BuildTable(IEnumerable<Statement> statements, Func<string, string?>? ownerOf = null)
    {
        var builder = new NetworkTableBuilder(ownerOf);
        AddTo(builder, statements);
        return builder.Build();
    }

    public static void AddTo(NetworkTableBuilder builder, IEnumerable<Statement> statements)
    {
        foreach (var s in statements)
        {
            if (s.Network is { } network) builder.Add(s.Prefix, network, s.Region, s.Source, s.Trust);
            else if (s.Asn != 0) builder.AddAsns(One(s.Prefix, s.Asn), s.Source);
            else builder.AddCountries(One(s.Prefix, (uint)s.Country.Number), s.Source, s.Trust);
        }

        static PrefixNumbers One(IpPrefix prefix, uint number)
        {
            var one = new PrefixNumbers();
            one.Add(prefix, number);
            return one;
        }
    }

    /// <summary>First, last, one before and one after, of every prefix, each address once.</summary>
    public static IEnumerable<IpAddress> AddressesAround(IEnumerable<Statement> statements) =>
        statements.Select(s => s.Prefix).Distinct().SelectMany(AddressesAround).Distinct();

    public static void ShouldAgree(NetworkTable table, LookupOracle oracle, IEnumerable<IpAddress> addresses, string about)
    {
        foreach (var address in addresses)
        {
            var found = table.Facts[table.Find(address)];
            var right = oracle.Find(address);
            if (found != right) Assert.Fail($"{about}: {address} gives {found}, not {right}");
        }
    }

    private static IEnumerable<IpAddress> AddressesAround(IpPrefix prefix)
    {
        yield return Address(prefix.First.Bits);
        yield return Address(prefix.Last.Bits);
        yield return Address(prefix.First.Bits - 1); // wraps round to the other end of the space
        yield return Address(prefix.Last.Bits + 1);

        IpAddress Address(UInt128 bits) => prefix.IsIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6(bits);
    }
}
