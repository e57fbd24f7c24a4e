using System.Globalization;
using Fairlead.Edges.Plans;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;

namespace Fairlead.Edges.Nginx;

/// <summary>
/// Who the client is (request rule 8) and which place the policy gives it whatever else the request has. The realip module isn't used: it can't count proxies.
/// </summary>
internal static class ClientMaps
{
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private const string V4 = $@"{Octet}(?:\.{Octet}){{3}}";

    // nginx takes more for an address than there is in RFC 4291: a lone colon at either end, and numbers with zeros before them.
    private const string V6 = $@"(?!:[^:])[0-9A-Fa-f:]{{0,38}}:(?:[0-9A-Fa-f]{{0,4}}|{V4})(?<![^:]:)";
    private const string Port = "(?::[0-9]{1,5})?";

    // A list's entries are apart by commas; empty ones are none (RFC 9110 section 5.6.1).
    private const string Entry = @"[^, \t](?:[^,]*[^, \t])?";

    // As RFC 7239 section 4 has it: a quoted string holds commas and semicolons.
    private const string QuotedString = @"""(?:[^""\\]|\\.)*""";
    private const string Element = $@"(?=[^, \t])(?:[^"",]|{QuotedString})+";

    /// <summary>geo's stand-in for what is no address (ngx_http_geo_module); and as a client's address, in each of its forms.</summary>
    private static readonly IpAddress s_noAddress = IpAddress.V4(uint.MaxValue);

    // Five groups of zeros, or fewer about a "::": nothing that only looks like an address may pass for this one.
    private const string Zeros = "(?:(?:0{1,4}:){5}|(?!:*(?:0{1,4}:+){5})(?:(?:0{1,4}:)+|:):(?:0{1,4}:)*)";
    private const string NoAddress = $@"~*^(?:255\.255\.255\.255|{Zeros}ffff:(?:255\.255\.255\.255|ffff:ffff))$";

    /// <summary>Writes them.</summary>
    /// <param name="maps">Takes them up.</param>
    /// <param name="plan">The policy.</param>
    /// <param name="addressFile">The file with the addresses of all places but the first.</param>
    /// <param name="place">The variable that it makes, without <c>$</c>.</param>
    /// <param name="withModule">Whether the module hands in the header's lines.</param>
    public static void Write(NginxMaps maps, EdgePlan plan, string addressFile, string place, bool withModule)
    {
        maps.Comment("The client's address (rule 8), and its place.");
        var address = WriteAddress(maps, plan.Config.ClientAddress, withModule);
        maps.Geo(address, "fairlead_network", [("default", "0")], addressFile);
        var ofNoAddress = plan.Prefixes.Where(entry => entry.Prefix.Contains(s_noAddress)).Select(entry => (NoAddress, NginxText.Number(entry.Place)));
        maps.Map($"${address}", place, [.. ofNoAddress, ("default", "$fairlead_network")]);
    }

    /// <summary>Writes the lines of <c>geo</c> for every address that has a place of its own.</summary>
    public static void WriteAddresses(EdgePlan plan, Stream to)
    {
        using var writer = new StreamWriter(to, leaveOpen: true);
        foreach (var (prefix, place) in plan.Prefixes)
            if (prefix != IpPrefix.Of(s_noAddress, s_noAddress.Width)) writer.Write($"{prefix} {NginxText.Number(place)};\n");
    }

    /// <summary>The variable that has it; empty when the client is not known.</summary>
    private static string WriteAddress(NginxMaps maps, ClientAddressConfig config, bool withModule)
    {
        if (config.From == ClientAddressSource.Connection) return "remote_addr";
        maps.Geo("remote_addr", "fairlead_trusted", [("default", "0"), .. config.TrustedProxies.Distinct().Select(proxy => (proxy.ToString(), "1"))]);
        WriteNode(maps, config, WriteLines(maps, config.From, withModule));
        maps.Map(
            "$fairlead_node", "fairlead_address",
            ($"~^(?<fairlead_address_v4>{V4}){Port}$", "$fairlead_address_v4"),
            ($@"~^\[(?<fairlead_address_brackets>{V6})\]{Port}$", "$fairlead_address_brackets"),
            ($"~^(?<fairlead_address_v6>{V6})$", "$fairlead_address_v6"),
            ("default", ""));
        maps.Map(
            "$fairlead_trusted $fairlead_address", "fairlead_client",
            ("~^0", "$remote_addr"),
            ("~^1 (?<fairlead_client_seven>(?:[0-9A-Fa-f]{1,4}:){7}):$", "${fairlead_client_seven}0"), // nginx wants two groups behind ::
            ("~^1 (?<fairlead_client_is>.*)$", "$fairlead_client_is"));
        return "fairlead_client";
    }

    /// <summary>The variable with all lines of the header. Before nginx 1.23 it joins those of X-Forwarded-For alone, and of others has the first; the module has all.</summary>
    private static string WriteLines(NginxMaps maps, ClientAddressSource from, bool withModule)
    {
        if (from == ClientAddressSource.XForwardedFor) return "$http_x_forwarded_for";
        var header = from == ClientAddressSource.XRealIp ? "x-real-ip" : "forwarded";
        if (!withModule) return $"$http_{header.Replace('-', '_')}";
        maps.Map("", "fairlead_client_header", ("default", header));
        maps.Script("fairlead_client_lines", "fairlead.clientLines");
        return "$fairlead_client_lines";
    }

    private static void WriteNode(NginxMaps maps, ClientAddressConfig config, string lines)
    {
        if (config.From != ClientAddressSource.Forwarded)
        {
            maps.Map(lines, "fairlead_node", (FromRight(Entry, config.TrustedHops), "$fairlead_entry"), ("default", ""));
            return;
        }
        maps.Map(lines, "fairlead_element", (FromRight(Element, config.TrustedHops), "$fairlead_entry"), ("default", ""));
        maps.Map(
            "$fairlead_element", "fairlead_node",
            ($@"~^(?:(?![ \t]*[Ff][Oo][Rr]=)(?:[^"";]|{QuotedString})*;)*[ \t]*[Ff][Oo][Rr]=(?:""(?<fairlead_node_quoted>[^""]*)""|(?<fairlead_node_bare>[^"";]*?))[ \t]*(?:;|$)", "$fairlead_node_quoted$fairlead_node_bare"),
            ("default", ""));
    }

    /// <summary>A pattern for the entry of a list that so many others stand behind.</summary>
    private static string FromRight(string entry, int behind) =>
        string.Create(CultureInfo.InvariantCulture, $@"~^(?:.*,)?[ \t]*(?<fairlead_entry>{entry})(?:[ \t]*,[ \t,]*{entry}){{{behind}}}[ \t,]*$");
}
