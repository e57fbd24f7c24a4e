using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// Ceph's object gateway, an S3 server that is not ours, by <c>eng/radosgw</c>. It checks what is put against <c>x-amz-content-sha256</c>, and passes
/// over <c>x-amz-checksum-sha256</c> (no server to be had in Debian looks at that); the fake S3 of the unit tests checks both.
/// </summary>
internal sealed class RadosGateway : IAsyncDisposable
{
    /// <summary>What clients sign with: the region that a gateway without zones takes.</summary>
    public const string Region = "us-east-1";

    private const string AccessKey = "AKTEST";
    private const string SecretKey = "SKTEST";

    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private RadosGateway(TempDirectory directory, ServerProcess process, Uri url)
    {
        (_directory, _process, Url) = (directory, process, url);
        Client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonS3Config
        {
            ServiceURL = url.ToString(),
            AuthenticationRegion = Region,
            ForcePathStyle = true,
            // Unless they are wanted by the call, the client would send them in trailers, which this server stores as content.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <summary>What a client's environment has to have, so that the server knows it.</summary>
    public static IReadOnlyDictionary<string, string?> Credentials { get; } = new Dictionary<string, string?>
    {
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
    };

    public Uri Url { get; }

    /// <summary>Signs as the owner of all buckets.</summary>
    public IAmazonS3 Client { get; }

    public static async Task<RadosGateway> StartAsync()
    {
        var directory = new TempDirectory();
        var port = FreePort.Next();
        var monitor = FreePort.Next();
        var process = await ServerProcess.StartAsync(
            Tool.Bash.Path,
            [Checkout.File("eng/radosgw"), directory.File("ceph"), port.ToString(CultureInfo.InvariantCulture), monitor.ToString(CultureInfo.InvariantCulture)],
            directory.File("output.log"), gateway => gateway.WaitForOutputAsync("S3 at "));
        return new RadosGateway(directory, process, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>Makes a bucket of a name that nobody has.</summary>
    public async Task<S3Bucket> MakeBucketAsync()
    {
        var bucket = new S3Bucket(this, $"mirror-{Guid.NewGuid():N}");
        await Client.PutBucketAsync(bucket.Name, TestContext.Current.CancellationToken);
        return bucket;
    }

    /// <summary>The requests for one bucket, from here on.</summary>
    public AccessLog LogOf(string bucket) => new(Url, () => ReadLog(bucket));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary><c>... beast: 0x...: address - user [time] "PUT /bucket/key HTTP/1.1" 200 bytes ...</c>; some clients escape a key's colon.</summary>
    private IEnumerable<AccessLogEntry> ReadLog(string bucket)
    {
        using var log = new StreamReader(new FileStream(_directory.File("ceph/radosgw.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (log.ReadLine() is { } line)
        {
            if (line.Contains(" beast: ", StringComparison.Ordinal)
                && line.Split('"') is [_, var request, var answer, ..]
                && request.Split(' ') is [var method, var target, _]
                && (target.StartsWith($"/{bucket}", StringComparison.Ordinal) || AccessLog.IsMark(target))
                && answer.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var status, ..])
                yield return new AccessLogEntry(method, Uri.UnescapeDataString(target), int.Parse(status, CultureInfo.InvariantCulture));
        }
    }
}
