using System.Text;
using System.Xml;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3XmlTests
{
    [Fact]
    public void Entries_MoreElementsThanAnyPage_AreRefused()
    {
        var body = $"<ListBucketResult>{string.Concat(Enumerable.Repeat("<Contents><a/></Contents>", 30_000))}</ListBucketResult>";
        Should.Throw<XmlException>(() => S3Xml.Entries(Encoding.UTF8.GetBytes(body), "ListBucketResult/Contents", out _)).Message.ShouldContain("too many");
    }

    [Theory]
    [InlineData("<a><a><a><a><a><a><a/></a></a></a></a></a></a>", "too deep")]
    [InlineData("<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/>", "too long")]
    public void Fields_HostileDocument_IsRefused(string body, string reason) =>
        Should.Throw<XmlException>(() => S3Xml.Fields(Encoding.UTF8.GetBytes(body))).Message.ShouldContain(reason);

    [Fact]
    public void Error_ProxysPage_HasItsStatus() => S3Xml.Error(502, "", "<html><br>Bad gateway</html>"u8.ToArray()).ShouldBe(new S3Error(502, "", "", ""));
}
