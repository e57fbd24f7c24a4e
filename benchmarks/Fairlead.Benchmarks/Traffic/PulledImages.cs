using System.Globalization;
using System.Text;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Images as a large registry has them: 600 repositories, of each a tag and 30 blobs, some of them pulled much more often than others (Zipf's law). For one thread.</summary>
internal sealed class PulledImages
{
    private const int Repositories = 600;
    private const int BlobsOfEach = 30;
    private const double Smallest = 300;
    private const double Largest = 400e6;
    private const double ManifestShare = 0.35;

    private readonly Random _random;
    private readonly PulledBlob[] _manifests;
    private readonly PulledBlob[] _blobs;

    public PulledImages(Random random)
    {
        _random = random;
        var names = Enumerable.Range(0, Repositories).Select(number => string.Create(CultureInfo.InvariantCulture, $"team-{number % 40}/component-{number}")).ToArray();
        random.Shuffle(names);
        _manifests = Array.ConvertAll(names, name => new PulledBlob(name, Encoding.UTF8.GetBytes("manifests/v1.31." + random.Next(20)), null, 500 + random.Next(4000)));
        _blobs = [.. names.SelectMany(name => Enumerable.Range(0, BlobsOfEach).Select(number => Blob(name, number)))];
    }

    /// <summary>What the bucket holds.</summary>
    public Inventory Inventory()
    {
        var builder = new InventoryBuilder();
        foreach (var blob in _blobs) builder.Add(blob.Digest!.Value, blob.Size, [blob.Repository]);
        return builder.Build(DateTimeOffset.UnixEpoch);
    }

    /// <summary>What somebody pulls from a registry.</summary>
    public PulledBlob Next() => _random.NextDouble() < ManifestShare ? Choice(_manifests) : NextBlob();

    /// <summary>What somebody pulls from a bucket.</summary>
    public PulledBlob NextBlob() => Choice(_blobs);

    private PulledBlob Choice(PulledBlob[] of) => of[(int)Math.Pow(of.Length, _random.NextDouble()) - 1];

    private PulledBlob Blob(string repository, int number)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{repository}/{number}"));
        return new PulledBlob(repository, Encoding.UTF8.GetBytes("blobs/" + digest), digest, (long)(Smallest * Math.Pow(Largest / Smallest, Math.Pow(_random.NextDouble(), 2))));
    }
}
