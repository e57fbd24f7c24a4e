using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Networks.Addresses;

namespace Fairlead.Cli;

/// <summary>The options that say how a redirector is told who asks.</summary>
internal sealed class ClaimOptions
{
    private const int MaxHops = 16;

    private readonly Option<string?> _header = new("--as-header") { Description = "The header that says so: x-forwarded-for (default), x-real-ip or forwarded, as in the policy's clientAddress.from.", HelpName = "NAME" };
    private readonly Option<int?> _hops = new("--as-hops") { Description = "Entries of proxies to put behind the address, as the policy's trustedHops. Default: 0.", HelpName = "N", CustomParser = ParseHops };

    public ClaimOptions()
    {
        _header.AcceptOnlyFromAmong("x-forwarded-for", "x-real-ip", "forwarded");
        All = [_header, _hops];
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All { get; }

    /// <summary>Says what is wrong with them.</summary>
    public void Check(CommandResult result)
    {
        if (result.GetResult(_hops) is not null && result.GetValue(_header) == "x-real-ip") result.AddError("--as-hops: x-real-ip holds one address; leave it out");
    }

    /// <summary>Says what is wrong with an address.</summary>
    public static void CheckAddress(CommandResult result, string address)
    {
        if (!IpAddress.TryParse(address, out _)) result.AddError($"--as: '{TerminalText.Of(address)}' is not an IP address; give one such as 192.0.2.1 or 2001:db8::1");
    }

    /// <summary>The claim to be at an address, by options that are right.</summary>
    public ClientClaim Read(CommandResult result, string address) => new(IPAddress.Parse(address), result.GetValue(_header) switch
    {
        "x-real-ip" => ClientHeader.XRealIp,
        "forwarded" => ClientHeader.Forwarded,
        _ => ClientHeader.XForwardedFor,
    }, result.GetValue(_hops) ?? 0);

    private static int? ParseHops(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops <= MaxHops) return hops;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--as-hops: '{TerminalText.Of(text)}' is not a number from 0 to {MaxHops}"));
        return null;
    }
}
