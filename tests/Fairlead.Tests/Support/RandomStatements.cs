using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Support;

/// <summary>
/// Random tables whose prefixes crowd: few bits of an address vary, at the places where the lookup's structures change step,
/// so that nesting, equality, every trust level and region-less facts all meet often.
/// </summary>
internal sealed class RandomStatements(int seed)
{
    private static readonly int[] LengthsV4 = [0, 1, 7, 8, 9, 14, 15, 16, 17, 18, 22, 23, 24, 25, 26, 30, 31, 32];

    private static readonly int[] LengthsV6 =
    [
        0, 1, 3, 4, 15, 16, 17, 22, 23, 24, 25, 32, 40, 46, 47, 48, 49, 54, 55, 56, 57, 62, 63, 64, 65, 66, 96, 126, 127, 128,
    ];

    // Bits above which an address may differ from another: around 8, 16, 24 and 32 bits from the left.
    private static readonly int[] VaryingV4 = [31, 30, 24, 17, 16, 15, 9, 8, 7, 1, 0];
    private static readonly int[] VaryingV6 = [127, 126, 125, 112, 111, 104, 103, 88, 80, 79, 73, 72, 66, 65, 64, 63, 62, 32, 1, 0];

    private readonly Random _random = new(seed);

    /// <summary>A table of up to this many prefixes.</summary>
    public List<Statement> Table(int most, bool isIPv4)
    {
        var statements = new List<Statement>();
        var count = _random.Next(most + 1);
        for (var i = 0; i < count; i++)
        {
            var again = i > 0 && _random.Next(4) == 0;
            var prefix = again ? statements[_random.Next(i)].Prefix : Prefix(isIPv4);
            var region = _random.Next(2) == 0 ? null : $"r{_random.Next(3)}";
            var trust = (Trust)_random.Next(4);
            var source = $"s{_random.Next(2)}";
            statements.Add(_random.Next(6) switch
            {
                0 => new Statement(i, prefix, null, null, source, Trust.AsnData) { Asn = (uint)(64000 + _random.Next(3)) },
                1 => new Statement(i, prefix, null, null, source, trust) { Country = CountryCode.Of(1 + _random.Next(3)) },
                _ => new Statement(i, prefix, $"n{_random.Next(4)}", region, source, trust),
            });
        }
        return statements;
    }

    /// <summary>An address from the crowd.</summary>
    public IpAddress Address(bool isIPv4)
    {
        var from = isIPv4 ? VaryingV4 : VaryingV6;
        var bits = _random.Next(5) switch { 0 => UInt128.MaxValue, 1 => (UInt128)0x2600 << 112, _ => UInt128.Zero };
        foreach (var bit in from)
        {
            if (_random.Next(3) == 0) bits ^= UInt128.One << bit;
        }
        return isIPv4 ? IpAddress.V4((uint)bits) : IpAddress.V6(bits);
    }

    private IpPrefix Prefix(bool isIPv4)
    {
        var address = Address(isIPv4);
        var lengths = address.IsIPv4 ? LengthsV4 : LengthsV6;
        return IpPrefix.Of(address, lengths[_random.Next(lengths.Length)]);
    }
}
