using System.Net;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>A new policy for a part of clients.</summary>
public sealed class RolloutTests
{
    private const string Blob = $"/v2/app/blobs/{SampleDigest.Text}";

    private const string Before = """
        upstream: {registry: "https://registry.example"}
        """;

    private const string After = """
        upstream: {registry: "https://registry.example"}
        providers: [{name: everyone, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}]
        default: [cdn]
        """;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 2000)]
    public void Includes_NoneOrAll_IsExact(int percent, long moved) => Moved(percent, "", Clients(2000)).Count.ShouldBe((int)moved);

    [Theory]
    [InlineData("0.5")]
    [InlineData("10")]
    [InlineData("50")]
    [InlineData("90")]
    public void Includes_ManyClients_AreAboutAsManyOfAHundred(string percent)
    {
        const int clients = 20_000;
        var share = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture) / 100;

        // The draw is fixed by the seed; so is the outcome. Five standard deviations is what chance would allow.
        var deviation = Math.Sqrt(clients * (double)(share * (1 - share)));
        ((double)Moved(share * 100, "", Clients(clients)).Count).ShouldBe(clients * (double)share, 5 * deviation);
    }

    [Fact]
    public void Includes_SameClient_IsAlwaysOnTheSameSide()
    {
        var clients = Clients(300).ToList();
        var first = Moved(30, "", clients);

        Moved(30, "", clients.AsEnumerable().Reverse(), $"/v2/other/blobs/{SampleDigest.Text}").ShouldBe(first, ignoreOrder: true);
        first.ShouldBeSubsetOf(Moved(60, "", clients)); // who is in stays in when more are let in
    }

    [Fact]
    public void Includes_AnotherSeed_DrawsOthers()
    {
        var clients = Clients(300).ToList();

        Moved(30, "autumn", clients).ShouldNotBe(Moved(30, "", clients));
        Moved(30, "autumn", clients).ShouldBe(Moved(30, "autumn", clients));
    }

    [Fact]
    public void Includes_LogWithoutAddresses_DrawsRequestsByWhatAndWhen()
    {
        var requests = Enumerable.Range(0, 10_000).Select(second => new ReplayedRequest(Blob)
        {
            Facts = (null, null, 0, null),
            Backend = "registry.example",
            Status = 307,
            Time = DateTimeOffset.UnixEpoch.AddSeconds(second),
        }).ToList();
        var traffic = new SimulatedTraffic(After) { Rollout = new Rollout(25, default) };

        var moved = traffic.Run(requests).MovedRequests;
        moved.ShouldBeInRange(2_300, 2_700);
        traffic.Run(requests, workers: 2).MovedRequests.ShouldBe(moved);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Rollout_NoPercentage_IsRefused(int percent) => Should.Throw<ArgumentOutOfRangeException>(() => new Rollout(percent, default));

    private static IEnumerable<string> Clients(int count) =>
        Enumerable.Range(0, count).Select(i => i % 2 == 0 ? new IPAddress([10, 0, (byte)(i >> 8), (byte)i]).ToString() : $"2001:db8::{i:x}");

    /// <summary>Those of the clients whose requests move.</summary>
    private static List<string> Moved(decimal percent, string seed, IEnumerable<string> clients, string target = Blob)
    {
        var traffic = new SimulatedTraffic(After, Before) { Rollout = new Rollout(percent, System.Text.Encoding.UTF8.GetBytes(seed)) };
        return [.. clients.Where(client => traffic.Run([new ReplayedRequest(target) { Client = client }]).MovedRequests == 1)];
    }
}
