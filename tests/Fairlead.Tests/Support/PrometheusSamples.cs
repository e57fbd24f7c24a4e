using System.Globalization;

namespace Fairlead.Tests.Support;

/// <summary>
/// A strict reader of the Prometheus text format 0.0.4: every family has HELP, then TYPE, then its samples in one block; names, label
/// names, escapes and values are as the format says; no sample comes twice; histograms add up.
/// </summary>
internal sealed class PrometheusSamples
{
    private readonly Dictionary<string, double> _values = [];
    private readonly HashSet<string> _families = [];
    private readonly HashSet<string> _histograms = [];
    private string _family = "";
    private string _type = "";

    public IDictionary<string, double> Values => _values;

    /// <summary>The value of a sample as it is written: <c>name{label="value",...}</c>; 0 when it is not there, as before the first count.</summary>
    public double this[string sample] => _values.GetValueOrDefault(sample);

    public static PrometheusSamples Parse(string text)
    {
        var samples = new PrometheusSamples();
        text.ShouldEndWith("\n");
        text.ShouldNotContain('\r');
        var lines = text[..^1].Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("# HELP ", StringComparison.Ordinal)) samples.BeginFamily(lines[i], lines[++i]);
            else samples.Add(lines[i]);
        }
        samples.CheckHistograms();
        return samples;
    }

    private void BeginFamily(string help, string type)
    {
        _family = help.Split(' ')[2];
        _family.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        help.Length.ShouldBeGreaterThan($"# HELP {_family} ".Length, "a help that says something");
        _families.Add(_family).ShouldBeTrue($"{_family} comes twice");
        type.ShouldStartWith($"# TYPE {_family} ");
        _type = type.Split(' ')[3];
        _type.ShouldBeOneOf("counter", "gauge", "histogram");
        if (_type == "counter") _family.ShouldEndWith("_total");
        if (_type == "histogram") _histograms.Add(_family);
    }

    private void Add(string line)
    {
        var (name, labels, value) = Split(line);
        var allowed = _type == "histogram" ? [$"{_family}_bucket", $"{_family}_sum", $"{_family}_count"] : new[] { _family };
        allowed.ShouldContain(name, line);
        var number = value == "+Inf" ? double.PositiveInfinity : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (_type != "gauge") number.ShouldBeGreaterThanOrEqualTo(0, line);
        _values.TryAdd(name + labels, number).ShouldBeTrue($"twice: {line}");
    }

    private static (string Name, string Labels, string Value) Split(string line)
    {
        var end = line.IndexOfAny(['{', ' ']);
        end.ShouldBePositive(line);
        var at = end;
        if (line[at] == '{') at = EndOfLabels(line, at);
        line[at].ShouldBe(' ', line);
        return (line[..end], line[end..at], line[(at + 1)..]);
    }

    private static int EndOfLabels(string line, int at)
    {
        var names = new HashSet<string>();
        do
        {
            var equals = line.IndexOf('=', at);
            var name = line[(at + 1)..equals];
            (char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')).ShouldBeTrue(line);
            names.Add(name).ShouldBeTrue(line);
            line[equals + 1].ShouldBe('"', line);
            for (at = equals + 2; line[at] != '"'; at++)
            {
                if (line[at] != '\\') continue;
                at++;
                "\\\"n".ShouldContain(line[at].ToString(), Case.Sensitive, line);
            }
            at++;
        }
        while (line[at] == ',');
        line[at].ShouldBe('}', line);
        return at + 1;
    }

    private void CheckHistograms()
    {
        foreach (var count in _values.Keys.Where(name => _histograms.Any(family => name.StartsWith($"{family}_count{{", StringComparison.Ordinal))))
            _values.ShouldContainKey(count.Replace("_count{", "_bucket{")[..^1] + ",le=\"+Inf\"}");
        foreach (var (sample, count) in _values.Where(v => v.Key.Contains("_bucket{") && v.Key.Contains("le=\"+Inf\"")))
        {
            var others = sample[..sample.IndexOf(",le=", StringComparison.Ordinal)];
            _values[others.Replace("_bucket{", "_count{") + "}"].ShouldBe(count, sample);
            _values.ShouldContainKey(others.Replace("_bucket{", "_sum{") + "}");
            var buckets = _values.Where(v => v.Key.StartsWith(others + ",le=", StringComparison.Ordinal)).Select(v => v.Value).ToArray();
            buckets.ShouldBe([.. buckets.Order()], sample);
        }
    }
}
