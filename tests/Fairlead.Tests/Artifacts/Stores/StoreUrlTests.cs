using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class StoreUrlTests
{
    [Fact]
    public void TryParse_BucketAlone_HasTheDefaults()
    {
        var url = Parse("s3://my-mirror");
        url.Parts.Bucket.ShouldBe(new BucketAddress("my-mirror", ""));
        url.Keys.ShouldBe(KeyTemplate.Default);
        url.Text.ShouldBe("s3://my-mirror");
    }

    [Fact]
    public void TryParse_BucketWithEverything_IsRead() =>
        Parse("s3://my-mirror/a/b/?region=eu-west-1&endpoint=http://127.0.0.1:9000&style=virtual&profile=r2&anonymous=true&keys=x/{hex}").Parts.ShouldBe(
            new StoreUrlParts(KeyTemplate.Parse("x/{hex}"), new BucketAddress("my-mirror", "a/b/")
            {
                Region = "eu-west-1",
                Endpoint = new Uri("http://127.0.0.1:9000"),
                InPath = false,
                Profile = "r2",
                IsAnonymous = true,
            }, null));

    [Theory]
    [InlineData("file:///srv/mirror", "/srv/mirror")]
    [InlineData("file:///srv/with%20space/", "/srv/with space")]
    public void TryParse_Folder_IsItsPath(string text, string folder) => Parse(text).Parts.Folder.ShouldBe(folder);

    [Theory]
    [InlineData("file:///srv/mirror", "file:///srv/mirror/", true)]
    [InlineData("file:///srv/mirror", "file:///srv/other/../mirror", true)]
    [InlineData("file:///srv/mirror", "file:///srv/mirror2", false)]
    [InlineData("file:///srv/mirror", "file:///srv/mirror?keys=x/{hex}", false)]
    [InlineData("s3://my-mirror", "s3://my-mirror/?region=eu-west-3", true)]
    [InlineData("s3://my-mirror/a", "s3://my-mirror/a/", true)]
    [InlineData("s3://my-mirror/a", "s3://my-mirror/b", false)]
    [InlineData("s3://my-mirror", "s3://my-mirror?endpoint=https://s3.example.org", false)]
    [InlineData("s3://my-mirror", "file:///my-mirror", false)]
    public void IsSamePlaceAs_WrittenOtherwise_IsStillTheSame(string one, string other, bool isSame) => Parse(one).IsSamePlaceAs(Parse(other)).ShouldBe(isSame);

    [Theory]
    [InlineData("/srv/mirror", "as in file:///srv/mirror")]
    [InlineData("./mirror", "as in file:///srv/mirror")]
    [InlineData("file:/srv/mirror", "as in file:///srv/mirror")]
    [InlineData("https://my-mirror.s3.amazonaws.com", "?endpoint=")]
    [InlineData("my-mirror", "write s3://my-mirror if")]
    public void TryParse_NoStore_SaysHowItWouldBeOne(string text, string hint)
    {
        StoreUrl.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem!.ShouldContain(hint);
    }

    [Fact]
    public void Misconfiguration_BucketWithAnEndpoint_IsNone()
    {
        Parse("s3://my-mirror?endpoint=http://127.0.0.1:1").Misconfiguration(TimeProvider.System).ShouldBeNull();
        Parse("s3://my-mirror?region=eu-west-3").Misconfiguration(TimeProvider.System).ShouldBeNull();
        Parse("file:///no/such/folder").Misconfiguration(TimeProvider.System).ShouldBeNull(); // it may come
    }

    [Theory]
    [InlineData("s3://b1x?regoin=eu-west-1", "did you mean 'region'?")]
    [InlineData("s3://b1x?something=1", "there are region, endpoint")]
    [InlineData("file:///srv?region=x", "there are keys")]
    [InlineData("s3://b1x?region=a&region=b", "twice")]
    [InlineData("s3://b1x?region", "region=...")]
    [InlineData("s3://b1x?region=a%0Ab", "control character")]
    [InlineData("s3://b1x?region=a%2", "%25")]
    [InlineData("s3://b1x?endpoint=minio:9000", "https://s3.example.org")]
    [InlineData("s3://b1x?endpoint=https://h/path", "scheme, host and port only")]
    [InlineData("s3://b1x?style=dns", "path or virtual")]
    [InlineData("s3://b1x?keys=x", "{digest}")]
    [InlineData("s3://b1x/a/../b", "'..'")]
    [InlineData("s3://a", "can't be a bucket")]
    [InlineData("s3://b1x#x", "%23")]
    [InlineData("file://srv/mirror", "three slashes")]
    [InlineData("", "s3://BUCKET")]
    public void TryParse_Wrong_SaysWhatWouldBeRight(string text, string hint)
    {
        StoreUrl.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldContain(hint);
    }

    [Theory]
    [InlineData("s3://AKIA:hunter2@bucket")]
    [InlineData("s3://AKIA:hunter2/with@bucket")]
    [InlineData("s3://bucket?secret=hunter2")]
    [InlineData("s3://bucket?endpoint=https://x:hunter2@host")]
    public void TryParse_Credentials_AreRefusedAndNotRepeated(string text)
    {
        StoreUrl.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Open_FolderThatIsNotThere_SaysSo() =>
        Should.Throw<StoreException>(() => Parse("file:///no/such/folder").Open(TimeProvider.System)).Message.ShouldContain("no such folder");

    private static StoreUrl Parse(string text) => StoreUrl.TryParse(text, out var url, out var problem) ? url : throw new FormatException(problem);
}
