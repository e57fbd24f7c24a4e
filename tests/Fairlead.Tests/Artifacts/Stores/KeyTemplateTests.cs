using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class KeyTemplateTests
{
    private static readonly Digest s_digest = Digest.Parse(SampleDigest.Text);

    [Theory]
    [InlineData("containers/images/{digest}", "containers/images/", "containers/images/" + SampleDigest.Text)]
    [InlineData("{hex}", "", SampleDigest.Hex)]
    [InlineData("blobs/sha256/{hex}/data", "blobs/sha256/", "blobs/sha256/" + SampleDigest.Hex + "/data")]
    public void KeyOf_Template_IsItsTextWithTheDigest(string text, string prefix, string key)
    {
        var template = KeyTemplate.Parse(text);
        template.Prefix.ShouldBe(prefix);
        template.KeyOf(s_digest).ShouldBe(key);
        template.TryParse(key, out var digest).ShouldBeTrue();
        digest.ShouldBe(s_digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/{name}")]
    [InlineData("a/{digest}/{digest}")]
    [InlineData("a/{digest}/{hex}")]
    [InlineData("/{digest}")]
    [InlineData("a//{digest}")]
    [InlineData("a/../{digest}")]
    [InlineData("a b/{digest}")]
    [InlineData("a\n/{digest}")]
    [InlineData("{digest}/")]
    public void Parse_NoTemplate_IsRefused(string text) => Should.Throw<FormatException>(() => KeyTemplate.Parse(text));

    [Theory]
    [InlineData("containers/images/" + SampleDigest.Hex)]
    [InlineData("containers/images/sha256:" + SampleDigest.Hex + "0")]
    [InlineData("containers/images/SHA256:" + SampleDigest.Hex)]
    [InlineData("containers/inventory")]
    [InlineData("")]
    public void TryParse_OtherKeys_AreNoBlobs(string key) => KeyTemplate.Default.TryParse(key, out _).ShouldBeFalse();
}
