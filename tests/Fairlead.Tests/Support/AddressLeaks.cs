using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;

namespace Fairlead.Tests.Support;

/// <summary>
/// Looks for addresses in what must not have any: as text in every form that programs write them in, as numbers, and as bytes either way round.
/// </summary>
internal sealed class AddressLeaks
{
    private readonly List<(string What, byte[] Bytes)> _forms = [];

    public AddressLeaks(IEnumerable<IPAddress> addresses)
    {
        foreach (var address in addresses.Distinct())
        {
            var bytes = address.GetAddressBytes();
            Add(address, "bytes, the highest first", bytes);
            Add(address, "bytes, the lowest first", [.. bytes.Reverse()]);
            foreach (var text in Texts(address, bytes))
            {
                Add(address, $"text '{text}'", Encoding.ASCII.GetBytes(text));
                Add(address, $"text '{text}' in UTF-16", Encoding.Unicode.GetBytes(text));
            }
        }
    }

    /// <summary>How many forms are looked for.</summary>
    public int Forms => _forms.Count;

    /// <summary>What is in there, and where; null when nothing is.</summary>
    public string? Find(ReadOnlySpan<byte> content)
    {
        foreach (var (what, bytes) in _forms)
        {
            if (content.IndexOf(bytes) is >= 0 and var at) return $"{what}, at byte {at}";
        }
        return null;
    }

    private void Add(IPAddress address, string form, byte[] bytes) => _forms.Add(($"{address} as {form}", bytes));

    private static IEnumerable<string> Texts(IPAddress address, byte[] bytes)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
        var hex = Convert.ToHexStringLower(bytes);
        IEnumerable<string> texts = [address.ToString(), number, hex, Convert.ToBase64String(bytes).TrimEnd('=')];
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            string[] groups = [.. hex.Chunk(4).Select(group => new string(group))];
            texts = texts.Append(string.Join(':', groups)).Append(string.Join(':', groups.Select(group => group.TrimStart('0').PadLeft(1, '0'))));
        }
        else
        {
            texts = texts.Append(string.Join('.', bytes.Reverse())).Append(string.Join('.', bytes.Select(one => one.ToString("D3", CultureInfo.InvariantCulture))))
                .Append(BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture))
                .Append($"{hex[..4].TrimStart('0').PadLeft(1, '0')}:{hex[4..].TrimStart('0').PadLeft(1, '0')}"); // the end of ::ffff:c633:6401
        }
        return texts.SelectMany(text => new[] { text, text.ToUpperInvariant(), text.Replace(":", "%3A", StringComparison.Ordinal) }).Distinct(StringComparer.Ordinal);
    }
}
