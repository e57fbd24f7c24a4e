using System.Text;
using Fairlead.Artifacts.Stores;
using Fairlead.Demo.Hosting;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>Listings of servers that are wrong, or mean ill.</summary>
public sealed class S3ListingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task ListAsync_TokensThatRepeat_AreACircle(int length) =>
        (await FailureAsync(page => Page($"a/{page}", $"token {page % length}"))).ShouldContain("its pages go round in a circle");

    [Fact]
    public async Task ListAsync_EmptyPagesWithoutEnd_AreACircle() =>
        (await FailureAsync(page => Page(null, $"token {page}"))).ShouldContain("its pages go round in a circle");

    [Fact]
    public async Task ListAsync_MorePagesThanAnybodyHas_IsGivenUp() =>
        (await FailureAsync(page => Page($"a/{page}", $"token {page}"), maxPages: 20)).ShouldContain("it does not end");

    [Theory]
    [InlineData("<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>b/k</Key><Size>1</Size></Contents></ListBucketResult>", "keys that were not asked for")]
    [InlineData("<ListBucketResult><Contents><Key>a/k</Key><Size>-1</Size></Contents></ListBucketResult>", "a/k without a size")]
    [InlineData("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>", "not how to get it")]
    [InlineData("<ListAllMyBucketsResult/>", "is this the endpoint of an S3 server?")]
    [InlineData("<html><p>Sign in</html>", "something else than S3's XML")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><ListBucketResult>&a;</ListBucketResult>", "something else than S3's XML")]
    [InlineData("", "something else than S3's XML")]
    public async Task ListAsync_WrongPage_IsRefused(string page, string reason) => (await FailureAsync(_ => page)).ShouldContain(reason);

    [Fact]
    public async Task ListAsync_KeysThatNobodyCanHave_AreLeftOut()
    {
        var keys = $"<Contents><Key>a/{new string('k', 2000)}</Key><Size>1</Size></Contents><Contents><Key>a/&#xA;</Key><Size>1</Size></Contents>";
        var found = await ListAsync(_ => $"<ListBucketResult>{keys}<Contents><Key>a/k</Key><Size>1</Size></Contents></ListBucketResult>");
        found.ShouldBe(["a/k"]);
    }

    [Fact]
    public async Task ListAsync_PageCutInTheMiddle_IsAskedForAgain()
    {
        var found = await ListAsync(page => page == 0 ? null : "<ListBucketResult><Contents><Key>a/k</Key><Size>1</Size></Contents></ListBucketResult>");
        found.ShouldBe(["a/k"]);
    }

    private static string Page(string? key, string token) =>
        $"<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>{token}</NextContinuationToken>{(key is null ? "" : $"<Contents><Key>{key}</Key><Size>1</Size></Contents>")}</ListBucketResult>";

    private static async Task<string> FailureAsync(Func<int, string> page, int maxPages = 1000)
    {
        var failure = await Should.ThrowAsync<StoreException>(() => ListAsync(page, maxPages));
        failure.IsTransient.ShouldBeFalse();
        return failure.Message;
    }

    // Of a server with these pages; of null it cuts the connection in the middle.
    private static async Task<List<string>> ListAsync(Func<int, string?> page, int maxPages = 1000)
    {
        var asked = -1;
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var text = page(Interlocked.Increment(ref asked));
            context.Response.ContentLength = text is null ? 100 : Encoding.UTF8.GetByteCount(text);
            await context.Response.WriteAsync(text ?? "<ListBucketResult>");
            if (text is null) context.Abort();
        });
        var address = new BucketAddress("mirror", "") { Region = "eu-test-1", Endpoint = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)), IsAnonymous = true };
        using var client = new S3Client(address, new PauselessTime(), _ => null);
        var keys = new List<string>();
        await foreach (var one in new S3Listing(client, "", maxPages).ListAsync("a/", TestContext.Current.CancellationToken)) keys.Add(one.Key);
        return keys;
    }
}
