using Fairlead.Formats.Html;

namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>What the height of a chart stands for: round steps from nothing up to no less than the greatest value.</summary>
/// <param name="Step">Between two ticks.</param>
/// <param name="Steps">How many; at least one.</param>
/// <param name="Label">Text of a tick.</param>
internal sealed record ValueAxis(double Step, int Steps, Func<double, string> Label)
{
    /// <summary>As few as that tells one height from another.</summary>
    private const int WantedSteps = 4;

    /// <summary>Where it ends.</summary>
    public double Max => Step * Steps;

    /// <summary>In round numbers of a binary unit.</summary>
    public static ValueAxis OfBytes(double greatest) => Of(greatest, Figures.UnitSize(greatest), Figures.TickBytes);

    /// <summary>In round amounts.</summary>
    public static ValueAxis OfMoney(double greatest) => Of(greatest, 1, amount => amount.ToString("#,0.##########", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The whole is 1.</summary>
    public static ValueAxis OfShare { get; } = new(0.25, 4, share => Figures.Length(share * 100) + "\u00A0%");

    /// <summary>The smallest step of 1, 2 or 5 times a power of ten of the unit that needs no more steps than wanted.</summary>
    private static ValueAxis Of(double greatest, double unit, Func<double, string> label)
    {
        if (greatest <= 0) return new(unit, 1, label);
        var least = greatest / unit / WantedSteps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = new[] { 1, 2, 5, 10 }.Select(digit => digit * power).First(step => step >= least * 0.999999) * unit;
        return new(step, Math.Max(1, (int)Math.Ceiling(greatest / step - 1e-6)), label);
    }
}
