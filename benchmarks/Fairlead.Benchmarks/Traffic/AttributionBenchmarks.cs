using System.Text;
using BenchmarkDotNet.Attributes;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>
/// Time from a request of a log to what it is counted under: 65,536 requests in random order by clients of 400,000 prefixes of 80,000 ASNs, for blobs that an inventory of
/// 500,000 knows (half of the requests for the 30,000 that are asked for most), for manifests, and for files.
/// No client comes twice in a row, so that most of the time goes into waiting for memory: real logs, of which the clients come again and again, take less.
/// </summary>
[InProcess]
[WarmupCount(3)]
[IterationCount(10)]
[MemoryDiagnoser]
public class AttributionBenchmarks
{
    private const int Count = 65_536;
    private const int Prefixes = 400_000;
    private const int Asns = 80_000;
    private const int Blobs = 500_000;
    private const int Images = 1_000;
    private static readonly byte[] s_bucket = "prod-registry-us-east-1"u8.ToArray();

    private readonly IpAddress[] _clients = new IpAddress[Count];
    private readonly byte[][] _blobs = new byte[Count][];
    private readonly byte[][] _manifests = new byte[Count][];
    private readonly byte[][] _files = new byte[Count][];
    private Attributor _attributor = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var builder = new NetworkTableBuilder();
        var asns = new PrefixNumbers();
        for (var i = 0; i < Prefixes; i++) asns.Add(IpPrefix.Of(IpAddress.V4((uint)random.NextInt64(1L << 32)), random.Next(16, 25)), (uint)random.Next(1, Asns));
        builder.AddAsns(asns, "asns");
        for (var i = 0; i < 2_000; i++) builder.Add(IpPrefix.Of(IpAddress.V4((uint)random.NextInt64(1L << 32)), 16), "aws", $"region-{i % 30}", "aws", Trust.CloudFeed);
        var table = builder.Build();

        var inventory = new InventoryBuilder();
        for (var i = 0; i < Blobs; i++) inventory.Add(DigestOf(i), i, [ImageOf(i)]);
        _attributor = new Attributor(
            ClientNetworks.Of(table), new ContentBook([inventory.Build(DateTimeOffset.UnixEpoch)]), new BackendBook(null, null), new CellNames(), Salt.Create(), byDay: true);

        for (var i = 0; i < Count; i++)
        {
            _clients[i] = IpAddress.V4(asns.V4[random.Next(asns.V4.Length)].First);
            var blob = (int)(Blobs * Math.Pow(random.NextDouble(), 4));
            _blobs[i] = Encoding.UTF8.GetBytes($"/containers/images/{DigestOf(blob)}");
            _manifests[i] = Encoding.UTF8.GetBytes($"/v2/{ImageOf(blob)}/manifests/v1.{i % 30}.0");
            _files[i] = Encoding.UTF8.GetBytes($"/release/v1.{i % 30}.{i % 7}/bin/linux/amd64/kubectl");
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 1_000, Aim = 150)]
    public long BlobsByDigest() => CountAll(_blobs);

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 600, Aim = 150)]
    public long ManifestsByTag() => CountAll(_manifests);

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 600, Aim = 150)]
    public long Files() => CountAll(_files);

    private long CountAll(byte[][] targets)
    {
        var sum = 0L;
        for (var i = 0; i < targets.Length; i++)
        {
            var record = new LogRecord
            {
                Time = 1_790_000_000 + i,
                Status = 200,
                Bytes = 1000,
                HasClient = true,
                Client = _clients[i],
                Backend = s_bucket,
                Target = targets[i],
            };
            sum += _attributor.KeyOf(record, out var bytes, out var client).Image + bytes + (long)(client & 1);
        }
        return sum;
    }

    private static string ImageOf(int i) => $"kube-project/image-number-{i % Images}";

    private static Digest DigestOf(int i) => Digest.Of(BitConverter.GetBytes(i));
}
