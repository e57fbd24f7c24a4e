using Fairlead.Formats.Yaml;
using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>Address blocks in CIDR form.</summary>
internal static class PrefixReader
{
    /// <summary>Reads one; host bits that are set are masked, with a warning.</summary>
    public static IpPrefix? Prefix(this PolicyReport report, YamlScalar text)
    {
        if (IpPrefix.TryParse(text.Text, out var prefix, out var masked))
        {
            if (masked) report.Warning(text, $"{Quoted.Text(text.Text)} has bits set behind its length: it is read as {prefix}");
            return prefix;
        }
        var remedy = IpAddress.TryParse(text.Text, out var address)
            ? $"write {address}/{address.Width} for this address alone"
            : "write it as 192.0.2.0/24 or 2001:db8::/32";
        report.Error(text, $"{Quoted.Text(text.Text)} is not a CIDR prefix: {remedy}");
        return null;
    }
}
