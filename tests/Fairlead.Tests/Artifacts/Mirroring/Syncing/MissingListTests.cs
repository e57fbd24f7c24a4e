using System.Text;
using System.Text.Json;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Mirroring.Syncing;

public sealed class MissingListTests
{
    private const string Host = "registry.example.org:5000";

    [Theory]
    [InlineData("registry.example.org:5000")]
    [InlineData("https://registry.example.org:5000")]
    [InlineData("http://Registry.example.org:5000/")]
    public void Parse_EntryOfTheRegistry_IsABlob(string registry)
    {
        var list = Parse($$"""{"missing": [{{Entry("team/app", registry)}}]}""");
        list.Blobs.ShouldBe([(Digest.Parse(SampleDigest.Text), "team/app")]);
        list.OfOtherRegistries.ShouldBe(0);
    }

    [Fact]
    public void Parse_EntryWithANameThatNoRepositoryHas_IsCountedAndTheOthersAreBlobs()
    {
        var list = Parse($$"""{"missing": [{{Entry("../etc", Host)}}, {{Entry("team/app", Host)}}]}""");
        list.Blobs.Select(blob => blob.Repository).ShouldBe(["team/app"]);
        list.OfOtherRegistries.ShouldBe(1);
    }

    [Theory]
    [InlineData("registry.example.org")]
    [InlineData("https://other.example.org/registry.example.org:5000")]
    [InlineData("https://registry.example.org:5000.example.com")]
    [InlineData("")]
    public void Parse_EntryOfAnother_IsCounted(string registry)
    {
        var list = Parse($$"""{"missing": [{{Entry("team/app", registry)}}]}""");
        list.Blobs.ShouldBeEmpty();
        list.OfOtherRegistries.ShouldBe(1);
    }

    [Fact]
    public void Parse_MoreThanItKnows_IsPassedOver()
    {
        var list = Parse($$"""
            {"since": {"a": [1]}, "missing": [{"new": [{}], "requests": 3, "digest": "{{SampleDigest.Text}}", "repository": "a", "registry": "{{Host}}"},
            {{Entry("a", Host)}}, {{Entry("b", Host)}}], "more": null}
            """);
        list.Blobs.Select(blob => blob.Repository).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not found")]
    [InlineData("""{"missing": {}}""")]
    [InlineData("""{"missing": [[]]}""")]
    [InlineData("""{"missing": [{}]}""")]
    [InlineData("""{"missing": []""")]
    [InlineData("""{"missing": []} {}""")]
    [InlineData("""{"missing": [{"digest": 1}]}""")]
    [InlineData("""{"missing": [{"digest": "sha256:no", "repository": "a", "registry": "h"}]}""")]
    [InlineData("""{"missing": [{"digest": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "repository": "a"}]}""")]
    [InlineData("""{"a": [[[[[[[[[[[[]]]]]]]]]]]], "missing": []}""")]
    public void Parse_NoSuchList_IsRefused(string json) => Should.Throw<JsonException>(() => Parse(json));

    private static string Entry(string repository, string registry) =>
        $$"""{"digest": "{{SampleDigest.Text}}", "repository": "{{repository}}", "registry": "{{registry}}", "requests": 1}""";

    private static MissingList Parse(string json) => MissingList.Parse(Encoding.UTF8.GetBytes(json), Host);
}
