using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>Values that must be names, numbers or paths; what is not comes back as null and is in the report.</summary>
internal static class NameReader
{
    /// <summary>The name of a provider, a mirror, a network or a feed.</summary>
    public static string? Name(this PolicyReport report, YamlScalar? text) =>
        report.Checked(text, Names.IsName, "a name", Names.NameRule);

    /// <summary>A cloud's name of a region.</summary>
    public static string? Region(this PolicyReport report, YamlScalar? text) =>
        report.Checked(text, Names.IsRegion, "a region", Names.RegionRule);

    /// <summary>A country code.</summary>
    public static string? Country(this PolicyReport report, YamlScalar? text) =>
        report.Checked(text, Names.IsCountry, "a country", "two capital letters, as in ISO 3166-1: CN");

    /// <summary>The number of an autonomous system (RFC 6793); 0 is none (RFC 7607).</summary>
    public static uint? Asn(this PolicyReport report, YamlNode node) =>
        (uint?)report.Yaml.Integer(node, "an ASN", 1, uint.MaxValue);

    /// <summary>The absolute path for a path that may be relative to the policy file's folder.</summary>
    public static string? FilePath(this PolicyReport report, YamlScalar? text, string baseDirectory)
    {
        var checkedText = report.Checked(text, path => path.Length is > 0 and <= 4096 && !path.Any(char.IsControl), "a path", "no control characters");
        return checkedText is null ? null : Path.GetFullPath(Path.Combine(baseDirectory, checkedText));
    }

    private static string? Checked(this PolicyReport report, YamlScalar? text, Func<string, bool> isValid, string what, string rule)
    {
        if (text is null || isValid(text.Text)) return text?.Text;
        report.Error(text, $"{Quoted.Text(text.Text)} is not {what}: {rule}");
        return null;
    }
}
