using Fairlead.Artifacts.Stores;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3EndpointTests
{
    [Theory]
    [InlineData("s3://my-mirror?region=eu-west-1", "", "https://my-mirror.s3.eu-west-1.amazonaws.com/a%20b/k%2B", "eu-west-1")]
    [InlineData("s3://my.mirror?region=eu-west-1", "", "https://s3.eu-west-1.amazonaws.com/my.mirror/a%20b/k%2B", "eu-west-1")]
    [InlineData("s3://my-mirror?region=cn-north-1", "", "https://my-mirror.s3.cn-north-1.amazonaws.com.cn/a%20b/k%2B", "cn-north-1")]
    [InlineData("s3://my-mirror?region=eu-west-1&style=path", "", "https://s3.eu-west-1.amazonaws.com/my-mirror/a%20b/k%2B", "eu-west-1")]
    [InlineData("s3://my-mirror?endpoint=http://[::1]:9000", "", "http://[::1]:9000/my-mirror/a%20b/k%2B", "us-east-1")]
    [InlineData("s3://my-mirror?endpoint=https://r2.example/&style=virtual&region=auto", "", "https://my-mirror.r2.example/a%20b/k%2B", "auto")]
    [InlineData("s3://my-mirror", "AWS_REGION=eu-x-1;AWS_DEFAULT_REGION=eu-y-1", "https://my-mirror.s3.eu-x-1.amazonaws.com/a%20b/k%2B", "eu-x-1")]
    [InlineData("s3://my-mirror", "AWS_REGION= ;AWS_DEFAULT_REGION=eu-y-1", "https://my-mirror.s3.eu-y-1.amazonaws.com/a%20b/k%2B", "eu-y-1")]
    [InlineData("s3://my-mirror?region=eu-west-1", "AWS_REGION=eu-x-1", "https://my-mirror.s3.eu-west-1.amazonaws.com/a%20b/k%2B", "eu-west-1")]
    [InlineData("s3://my-mirror", "AWS_ENDPOINT_URL=http://a:1", "http://a:1/my-mirror/a%20b/k%2B", "us-east-1")]
    [InlineData("s3://my-mirror", "AWS_ENDPOINT_URL=http://a:1;AWS_ENDPOINT_URL_S3=http://b:2", "http://b:2/my-mirror/a%20b/k%2B", "us-east-1")]
    [InlineData("s3://my-mirror?endpoint=http://c:3", "AWS_ENDPOINT_URL=http://a:1", "http://c:3/my-mirror/a%20b/k%2B", "us-east-1")]
    [InlineData("s3://my-mirror?region=r-1", "AWS_ENDPOINT_URL=http://a:1;AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "https://my-mirror.s3.r-1.amazonaws.com/a%20b/k%2B", "r-1")]
    [InlineData("s3://my-mirror?profile=far", "", "https://s3.far.example/my-mirror/a%20b/k%2B", "ap-far-1")]
    [InlineData("s3://my-mirror?profile=far", "AWS_ENDPOINT_URL=http://a:1;AWS_REGION=eu-x-1", "http://a:1/my-mirror/a%20b/k%2B", "eu-x-1")]
    [InlineData("s3://my-mirror?profile=far", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", "https://my-mirror.s3.ap-far-1.amazonaws.com/a%20b/k%2B", "ap-far-1")]
    public void Of_UrlEnvironmentAndProfile_FirstThatSaysCounts(string url, string environment, string of, string region)
    {
        var endpoint = Of(url, environment);
        endpoint.Object("a b/k+").AbsoluteUri.ShouldBe(of);
        endpoint.Region.ShouldBe(region);
    }

    [Theory]
    [InlineData("s3://my-mirror", "", "?region=REGION")]
    [InlineData("s3://my-mirror", "AWS_REGION=eu-west-1\n", "'AWS_REGION'")]
    [InlineData("s3://my-mirror", "AWS_REGION=eu/west", "'AWS_REGION'")]
    [InlineData("s3://my-mirror", "AWS_ENDPOINT_URL_S3=minio:9000", "'AWS_ENDPOINT_URL_S3'")]
    [InlineData("s3://my..mirror?region=eu-west-1&style=virtual", "", "style=path")]
    public void Of_WhatIsNone_SaysWhatWouldBeRight(string url, string environment, string hint)
    {
        var message = Should.Throw<StoreException>(() => Of(url, environment)).Message;
        message.ShouldContain(hint);
        message.ShouldNotContain('\n');
    }

    [Fact]
    public void Bucket_Query_IsEscapedAsItIsSigned() =>
        Of("s3://my-mirror?endpoint=http://a:1", "").Bucket(("continuation-token", "1/2+3="), ("prefix", "a b~*")).AbsoluteUri
            .ShouldBe("http://a:1/my-mirror/?continuation-token=1%2F2%2B3%3D&prefix=a%20b~%2A");

    private static S3Endpoint Of(string url, string environment)
    {
        StoreUrl.TryParse(url, out var parsed, out var problem).ShouldBeTrue(problem);
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(one => one.Split('=', 2)[0], one => one.Split('=', 2)[1]);
        var address = parsed!.Parts.Bucket!;
        return S3Endpoint.Of(address, new S3Credentials(address, TimeProvider.System), variables.GetValueOrDefault);
    }
}
