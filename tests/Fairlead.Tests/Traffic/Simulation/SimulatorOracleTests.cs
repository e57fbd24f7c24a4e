using System.Text;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>Random policies and requests, each decided once more by the rules as they stand in the design, slowly and with nothing of the program's.</summary>
public sealed class SimulatorOracleTests
{
    private static readonly string[] s_regions = ["eu-west-3", "us-east-1", "ap-southeast-1"];
    private static readonly string[] s_digests = [.. Enumerable.Range(0, 6).Select(i => Digest.Of([(byte)i]).ToString())];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Run_RandomPolicies_MoveWhatTheRulesMove(int seed)
    {
        var random = new Random(seed);
        var (after, before) = (Cloud.Random(random), Cloud.Random(random));
        var holdings = s_regions.ToDictionary(region => $"cloud-{region}", _ => s_digests.Where(_ => random.Next(2) == 0).ToHashSet());
        holdings.Remove($"cloud-{s_regions[random.Next(s_regions.Length)]}"); // who has no inventory holds everything
        var traffic = new SimulatedTraffic(after.Text, before.Text);
        foreach (var (mirror, digests) in holdings) traffic.Inventories[mirror] = SimulatedTraffic.InventoryOf([.. digests.Select(digest => (digest, 1L))]);
        var requests = Enumerable.Range(0, 500).Select(_ => Request(random)).ToList();

        var expected = new Dictionary<(string From, string To), (long Requests, long Bytes)>();
        foreach (var request in requests)
        {
            var way = (before.Serves(request, holdings), after.Serves(request, holdings));
            var (count, bytes) = expected.GetValueOrDefault(way);
            expected[way] = (count + 1, bytes + request.Bytes);
        }

        var result = traffic.Run(requests, workers: 2);
        result.Moves.GroupBy(move => (move.From, move.To)).ToDictionary(way => way.Key, way => (way.Sum(move => move.Requests), way.Sum(move => move.Bytes)))
            .ShouldBe(expected.Where(way => way.Key.From != way.Key.To).ToDictionary(), ignoreOrder: true);
        foreach (var backend in result.Backends)
        {
            backend.BytesBefore.ShouldBe(expected.Where(way => way.Key.From == backend.Backend).Sum(way => way.Value.Bytes));
            backend.BytesAfter.ShouldBe(expected.Where(way => way.Key.To == backend.Backend).Sum(way => way.Value.Bytes));
        }
        (result.Requests, result.Bytes).ShouldBe((500, requests.Sum(request => request.Bytes)));
    }

    private static ReplayedRequest Request(Random random)
    {
        var digest = s_digests[random.Next(s_digests.Length)];
        return new(random.Next(3) switch { 0 => $"/v2/app/blobs/{digest}", 1 => $"/bucket/{digest}", _ => $"/v2/app/manifests/{digest}" })
        {
            Client = random.Next(4) is var region && region < s_regions.Length ? $"192.0.{region}.{random.Next(256)}" : $"203.0.113.{random.Next(256)}",
            Bytes = random.Next(1000),
        };
    }

    /// <summary>One provider with a prefix in each region and mirrors in some of them.</summary>
    /// <param name="Mirrors">Regions that have a mirror, in the file's order.</param>
    /// <param name="FromUpstream">Whether its clients get all from the upstream.</param>
    /// <param name="Default">Whether everybody else has a mirror.</param>
    private sealed record Cloud(string[] Mirrors, bool FromUpstream, bool Default)
    {
        /// <summary>Of each client's region, the others by distance: Paris is nearer to Virginia than to Singapore, and Virginia to Paris.</summary>
        private static readonly Dictionary<string, string[]> s_byDistance = new()
        {
            ["eu-west-3"] = ["eu-west-3", "us-east-1", "ap-southeast-1"],
            ["us-east-1"] = ["us-east-1", "eu-west-3", "ap-southeast-1"],
            ["ap-southeast-1"] = ["ap-southeast-1", "eu-west-3", "us-east-1"],
        };

        public string Text
        {
            get
            {
                var text = new StringBuilder("upstream: {registry: \"https://registry.example\"}\nproviders:\n  - name: cloud\n    cidrs:\n");
                for (var i = 0; i < s_regions.Length; i++) text.Append($"      - {{prefix: 192.0.{i}.0/24, region: {s_regions[i]}}}\n");
                if (FromUpstream) text.Append("    serveFrom: upstream\n");
                else if (Mirrors.Length > 0) text.Append("    mirrors:\n");
                foreach (var region in FromUpstream ? [] : Mirrors) text.Append($"      - {{region: {region}, url: \"https://{region}.example/{{digest}}\"}}\n");
                text.Append("  - {name: rest, mirrors: [{name: cdn, url: \"https://cdn.example/{digest}\"}]}\n");
                return text.Append(Default ? "default: [cdn]\n" : "").ToString();
            }
        }

        public static Cloud Random(Random random) =>
            new([.. s_regions.Where(_ => random.Next(3) > 0)], random.Next(5) == 0, random.Next(2) == 0);

        /// <summary>Rules 5, 6 and 10 to 12.</summary>
        public string Serves(ReplayedRequest request, Dictionary<string, HashSet<string>> holdings)
        {
            if (request.Target.Contains("/manifests/", StringComparison.Ordinal)) return "registry.example";
            var digest = request.Target[(request.Target.LastIndexOf('/') + 1)..];
            var octet = request.Client!.Split('.')[2];
            string[] candidates = request.Client.StartsWith("203.", StringComparison.Ordinal) ? Default ? ["cdn"] : []
                : FromUpstream ? []
                : [.. s_byDistance[s_regions[octet[0] - '0']].Where(Mirrors.Contains).Select(region => $"cloud-{region}")];
            return candidates.FirstOrDefault(mirror => !holdings.TryGetValue(mirror, out var held) || held.Contains(digest)) ?? "registry.example";
        }
    }
}
