using System.Text;
using Fairlead.Demo.Mirrors;
using Fairlead.Policy.Loading;

namespace Fairlead.Demo;

/// <summary>
/// The demo's policy: documentation addresses (RFC 5737, RFC 3849) stand for a cloud with two regions, one mirror in each, and the
/// header that a balancer would set is believed from this machine.
/// </summary>
internal static class DemoPolicy
{
    public const string FileName = "(demo policy)";

    /// <summary>An address in the first region, whose mirror holds everything.</summary>
    public const string InParis = "192.0.2.10";

    /// <summary>An address in the second region, whose mirror is still being filled.</summary>
    public const string InVirginia = "198.51.100.10";

    /// <summary>An address of nobody's; those are served by the mirror of the first region, too.</summary>
    public const string Elsewhere = "203.0.113.10";

    public static PolicyLoad Load(Uri registry, BlobMirror paris, BlobMirror virginia)
    {
        var yaml = $$"""
            upstream: {registry: "{{registry.GetLeftPart(UriPartial.Authority)}}"}
            clientAddress: {from: x-forwarded-for, trustedProxies: [127.0.0.0/8, "::1/128"]}
            providers:
              - name: example-cloud
                cidrs:
                  - {prefix: 192.0.2.0/24, region: eu-west-3}
                  - {prefix: "2001:db8:1::/48", region: eu-west-3}
                  - {prefix: 198.51.100.0/24, region: us-east-1}
                  - {prefix: "2001:db8:2::/48", region: us-east-1}
                mirrors:
                  - {region: eu-west-3, url: "{{paris.UrlTemplate}}"}
                  - {region: us-east-1, url: "{{virginia.UrlTemplate}}"}
            default: [example-cloud-eu-west-3]
            shutdown: {delay: 1ms}
            """;
        return PolicyFile.Parse(Encoding.UTF8.GetBytes(yaml), FileName, Environment.CurrentDirectory, upstreamOverride: null);
    }
}
