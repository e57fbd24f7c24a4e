using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class GoogleBucketsTests
{
    [Fact]
    public async Task SyncAndVerify_BucketsOfGoogles_AreStoresAsOthersAre()
    {
        await using var google = await FakeS3.StartAsync("from", "dest");
        google.IsGoogle = true;
        var blobs = Enumerable.Range(0, 3).Select(i => new[] { (byte)i }).ToList();
        foreach (var blob in blobs) google.Buckets["from"].Add(KeyTemplate.Default.KeyOf(Digest.Of(blob)), blob);

        for (var i = 0; i < 2; i++) // the second one replaces the inventory, or leaves it
        {
            var sync = await CommandRun.InProcessAsync("sync", "--from", google.GoogleUrl("from"), "--to", google.GoogleUrl("dest"));
            (sync.ExitCode, sync.Error).ShouldBe((0, ""), sync.Output);
            google.Buckets["from"].Add(KeyTemplate.Default.KeyOf(Digest.Of([9])), [9]);
        }
        google.Buckets["dest"].Objects.Count.ShouldBe(5); // four blobs, and the inventory
        var verify = await CommandRun.InProcessAsync("verify", "--from", google.GoogleUrl("from"), "--to", google.GoogleUrl("dest"), "--content");
        verify.ExitCode.ShouldBe(0, verify.Error + verify.Output);
        google.Requests.ShouldAllBe(request => !request.Headers.Keys.Any(name => name.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase)));
    }
}
