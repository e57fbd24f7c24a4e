using Fairlead.Edges.Envoy.Filter;
using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Edges.Envoy.Filter;

public sealed class FilterTableTests
{
    [Fact]
    public void Runs_NeighboursOfOnePlace_AreOneRun() =>
        RunsOf(isIPv4: true, ("10.0.0.0/24", 1), ("10.0.1.0/32", 1), ("10.0.1.1/32", 2)).ShouldBe(
        [
            ("10.0.0.0", 1), ("10.0.1.1", 2), ("10.0.1.2", 0),
        ]);

    [Fact]
    public void Runs_Gaps_AreOfNoPlace() =>
        RunsOf(isIPv4: true, ("0.0.0.0/32", 1), ("10.0.0.0/8", 1), ("255.255.255.255/32", 2)).ShouldBe(
        [
            ("0.0.0.0", 1), ("0.0.0.1", 0), ("10.0.0.0", 1), ("11.0.0.0", 0), ("255.255.255.255", 2),
        ]);

    [Fact]
    public void Runs_TheWholeOfAFamily_IsOneRun()
    {
        RunsOf(isIPv4: true, ("0.0.0.0/0", 3)).ShouldBe([("0.0.0.0", 3)]);
        RunsOf(isIPv4: false, ("::/0", 3)).ShouldBe([("::", 3)]);
    }

    [Fact]
    public void Runs_EachFamily_HasItsOwn()
    {
        (string, int)[] both = [("10.0.0.0/8", 1), ("2001:db8::/32", 1), ("ffff::/16", 2)];

        RunsOf(isIPv4: true, both).ShouldBe([("10.0.0.0", 1), ("11.0.0.0", 0)]);
        RunsOf(isIPv4: false, both).ShouldBe([("2001:db8::", 1), ("2001:db9::", 0), ("ffff::", 2)]);
    }

    [Fact]
    public void Runs_NoPrefix_AreNone() => RunsOf(isIPv4: false, ("10.0.0.0/8", 1)).ShouldBeEmpty();

    private static IEnumerable<(string First, int Place)> RunsOf(bool isIPv4, params (string Prefix, int Place)[] prefixes) =>
        FilterTable.Runs(prefixes.Select(one => (IpPrefix.Parse(one.Prefix), one.Place)), isIPv4)
            .Select(run => ((isIPv4 ? IpAddress.V4((uint)run.First) : IpAddress.V6(run.First)).ToString(), run.Place));
}
