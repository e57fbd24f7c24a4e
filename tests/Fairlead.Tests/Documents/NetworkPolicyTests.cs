using System.Net;
using System.Text.RegularExpressions;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>What no schema says of <c>deploy/kubernetes/base/networkpolicy.yaml</c>, and an API server refuses (pkg/apis/networking/validation, <c>ValidateIPBlock</c>).</summary>
public sealed class NetworkPolicyTests
{
    [Fact]
    public void IPBlocks_Exceptions_AreWithinThem()
    {
        var blocks = Regex.Matches(File.ReadAllText(Path.Combine(Checkout.Root, "deploy/kubernetes/base/networkpolicy.yaml")), "cidr: \"?([^,\"}]+)\"?, except: \\[([^]]+)\\]");
        blocks.Count.ShouldBe(2);
        foreach (Match block in blocks)
        {
            var whole = IPNetwork.Parse(block.Groups[1].Value);
            foreach (var text in block.Groups[2].Value.Split(',').Select(text => text.Trim(' ', '"')))
            {
                var except = IPNetwork.Parse(text);
                except.BaseAddress.IsIPv4MappedToIPv6.ShouldBeFalse($"{text}: Go takes it for IPv4, which is not within {whole}");
                (whole.Contains(except.BaseAddress) && except.PrefixLength > whole.PrefixLength).ShouldBeTrue(text);
            }
        }
    }
}
