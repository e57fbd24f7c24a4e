using System.Globalization;

namespace Fairlead.Cli.Reporting;

/// <summary>Amounts of money as people read them.</summary>
internal static class MoneyText
{
    /// <summary>With two places; a hyphen where there is no amount.</summary>
    public static string Of(decimal? amount) => amount?.ToString("N2", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>The same, with a plus sign where it is more.</summary>
    public static string Change(decimal? amount) => amount is { } some && Math.Round(some, 2) > 0 ? "+" + Of(some) : Of(amount);
}
