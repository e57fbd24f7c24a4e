using System.Globalization;
using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary>Amounts of money as the files have them: <c>0.0075</c>, exact, without sign, exponent or quotes.</summary>
internal sealed class AmountReader(YamlReport report)
{
    /// <summary>Room for a price in any currency; more is a slip of the finger.</summary>
    public const decimal MaxPrice = 1_000_000;

    /// <summary>The largest credit.</summary>
    public const decimal MaxCredit = 1_000_000_000_000;

    private const int MaxPlaces = 9;

    /// <summary>The amount under a key; null when it isn't set or is wrong, which is then reported.</summary>
    public decimal? Read(MapReader map, string key, decimal max)
    {
        if (map.Value(key) is not { } value) return null;
        if (value is YamlScalar { IsPlain: true } scalar && IsAmount(scalar.Text)
            && decimal.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= max)
            return amount;
        if (value is not YamlInvalid)
        {
            report.Add(value, string.Create(CultureInfo.InvariantCulture,
                $"{Quoted.Text(key)} must be an amount such as 0.085, from 0 to {max:N0}, with at most {MaxPlaces} places, without sign, currency and quotes"));
        }
        return null;
    }

    private static bool IsAmount(string text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var places = point < 0 ? "0" : text[(point + 1)..];
        return whole.Length is > 0 and <= 18 && places.Length is > 0 and <= MaxPlaces && whole.All(char.IsAsciiDigit) && places.All(char.IsAsciiDigit);
    }
}
