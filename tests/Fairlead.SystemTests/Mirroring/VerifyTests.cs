using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary><c>fairlead verify</c> on buckets that are whole, and on ones that are not.</summary>
public sealed class VerifyTests(SharedGateway gateway, MirrorSources sources) : IAsyncLifetime
{
    private MirrorStage? _stage;

    private MirrorStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await MirrorStage.StartAsync(gateway, sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Verify_WholeBucketByContent_Zero()
    {
        var bucket = await FilledAsync();

        (await VerifyAsync(bucket)).Succeeded();
        (await VerifyAsync(bucket, "--content")).Succeeded();
        (await VerifyAsync(bucket, "--content", "--sample", "2")).Succeeded();
    }

    [Fact]
    public async Task Verify_MissingExtraAndWrongSize_OneAndEachIsNamed()
    {
        var bucket = await FilledAsync();
        var (missing, wrongSize, extra) = (Stage.Images.ToolImage.Blobs[1], Stage.Images.ToolImage.Blobs[2], Digest.Of("nobody's"u8));
        await bucket.RemoveAsync(S3Bucket.KeyOf(missing));
        await bucket.PutAsync(S3Bucket.KeyOf(wrongSize), Stage.Images.Read(wrongSize)[..^1]);
        await bucket.PutAsync(S3Bucket.KeyOf(extra), "nobody's"u8.ToArray());

        var table = (await VerifyAsync(bucket)).ExitedWith(1);
        var json = (await VerifyAsync(bucket, "--json")).ExitedWith(1);

        using var report = JsonDocument.Parse(json.Output);
        foreach (var digest in new[] { missing, wrongSize, extra })
        {
            table.Output.ShouldContain(digest.ToString());
            report.RootElement.GetRawText().ShouldContain(digest.ToString());
        }
        table.Output.ShouldNotContain(Stage.Images.ToolImage.Blobs[^1].ToString(), Case.Sensitive, "that one is as it should be");
    }

    [Fact]
    public async Task Verify_WrongBytesOfTheRightSize_OnlyByContent()
    {
        var bucket = await FilledAsync();
        var wrong = Stage.Images.ToolImage.Blobs[1];
        await bucket.PutAsync(S3Bucket.KeyOf(wrong), new byte[Stage.Images.Read(wrong).Length]);

        (await VerifyAsync(bucket)).Succeeded();
        (await VerifyAsync(bucket, "--content")).ExitedWith(1).Output.ShouldContain(wrong.ToString());
    }

    [Fact]
    public async Task Repair_MissingAndWrong_RightAgainAndExtraLeftAlone()
    {
        var bucket = await FilledAsync();
        var (missing, wrong, extra) = (Stage.Images.ToolImage.Blobs[1], Stage.Images.ToolImage.Blobs[2], Digest.Of("nobody's"u8));
        await bucket.RemoveAsync(S3Bucket.KeyOf(missing));
        await bucket.PutAsync(S3Bucket.KeyOf(wrong), new byte[Stage.Images.Read(wrong).Length]);
        await bucket.PutAsync(S3Bucket.KeyOf(extra), "nobody's"u8.ToArray());

        await VerifyAsync(bucket, "--content", "--repair");

        await bucket.ShouldHoldAsync([.. Stage.Images.ToolImage.Blobs, extra]);
        (await bucket.ReadAsync(S3Bucket.KeyOf(wrong))).CacheControl.ShouldBe("public, max-age=31536000, immutable");
    }

    [Fact]
    public async Task Through_FilledBucket_ZeroAndTheBlobsAreTheBuckets()
    {
        var bucket = await FilledAsync();
        await using var fairlead = await FairleadServer.StartAsync(MirrorPolicy.Of(Stage.Registry, bucket));
        await Stage.Registry.Log.TakeAsync();
        await bucket.Log.TakeAsync();

        (await ThroughAsync(fairlead)).Succeeded();

        var asked = await bucket.Log.TakeAsync();
        asked.ShouldContain(entry => entry.Method == "HEAD" && entry.Status == 200);
        asked.ShouldContain(entry => entry.Method == "GET" && entry.Status == 206);
        AccessLog.ServedBlobs(asked).ShouldNotBeEmpty();
        AccessLog.ServedBlobs(await Stage.Registry.Log.TakeAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Through_BucketWithWrongBytes_OneAndTheBlobIsNamed()
    {
        var bucket = await FilledAsync();
        var wrong = Stage.Images.ToolImage.Blobs[1];
        await bucket.PutAsync(S3Bucket.KeyOf(wrong), new byte[Stage.Images.Read(wrong).Length]);
        await using var fairlead = await FairleadServer.StartAsync(MirrorPolicy.Of(Stage.Registry, bucket));

        var result = (await ThroughAsync(fairlead)).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(wrong.ToString());
    }

    private async Task<S3Bucket> FilledAsync()
    {
        var bucket = await (await Stage.BucketAsync()).MakePublicAsync();
        (await Stage.SyncAsync([Stage.Image(MirrorImages.Tool)], [bucket.StoreUrl])).Succeeded();
        return bucket;
    }

    private Task<CommandResult> VerifyAsync(S3Bucket bucket, params IEnumerable<string> more) =>
        Stage.Operator.VerifyAsync([.. Stage.SyncArguments([Stage.Image(MirrorImages.Tool)], [bucket.StoreUrl]), .. more]);

    private Task<CommandResult> ThroughAsync(FairleadServer fairlead) => Stage.Operator.VerifyAsync(
        ["--through", fairlead.Data.GetLeftPart(UriPartial.Authority), "--as", Feeds.Addresses.Elsewhere, "--from", Stage.Image(MirrorImages.Tool), .. Stage.PlainHttp]);
}
