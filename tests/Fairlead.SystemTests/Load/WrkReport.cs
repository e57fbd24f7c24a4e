using System.Globalization;

namespace Fairlead.SystemTests.Load;

/// <summary>What wrk counted.</summary>
internal sealed class WrkReport
{
    private readonly Dictionary<string, string> _values = [];
    private readonly string _output;

    private WrkReport(string output) => _output = output;

    /// <summary>Requests that were answered.</summary>
    public long Requests => this["requests"];

    /// <summary>Connections refused or cut, and answers that did not come in time.</summary>
    public long Failures => this["failures"];

    /// <summary>Answers above 399.</summary>
    public long ErrorStatuses => this["statuses"];

    /// <summary>An answer that the script held to be wrong; empty where there was none.</summary>
    public string Example => _values.GetValueOrDefault("example", "");

    /// <summary>A counter of the script's.</summary>
    public long this[string counter] => _values.TryGetValue(counter, out var value)
        ? (long)double.Parse(value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"wrk said nothing of {counter}:\n{_output}");

    public static WrkReport Parse(string output)
    {
        var report = new WrkReport(output);
        foreach (var line in output.Split('\n'))
        {
            if (line.Split('=', 2) is [var name, var value]) report._values[name.Trim()] = value.Trim();
        }
        return report;
    }

    public override string ToString() => _output;
}
