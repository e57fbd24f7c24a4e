using Fairlead.Demo.Registry;

namespace Fairlead.Tests.Demo.Registry;

public sealed class RegistryTargetTests
{
    [Theory]
    [InlineData("/v2/", RegistryEndpoint.Base, "", "")]
    [InlineData("/v2/a/blobs/x", RegistryEndpoint.Blob, "a", "x")]
    [InlineData("/v2/a/b/c/manifests/v1", RegistryEndpoint.Manifest, "a/b/c", "v1")]
    [InlineData("/v2/manifests/manifests/manifests", RegistryEndpoint.Manifest, "manifests", "manifests")]
    [InlineData("/v2/a/manifests/tags/list", RegistryEndpoint.Tags, "a/manifests", "list")]
    [InlineData("/v2/a/referrers/x", RegistryEndpoint.Referrers, "a", "x")]
    [InlineData("/v2/a/blobs/", RegistryEndpoint.Blob, "a", "")]
    public void Parse_Endpoint_IsReadFromTheRight(string path, object endpoint, string repository, string reference) =>
        RegistryTarget.Parse(path).ShouldBe(new RegistryTarget((RegistryEndpoint)endpoint, repository, reference));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("v2")]
    [InlineData("/v2/a")]
    [InlineData("/v2/blobs/x")]
    [InlineData("/v2//blobs")]
    [InlineData("/v3/a/blobs/x")]
    [InlineData("/v2/a/uploads/x")]
    public void Parse_AnythingElse_IsUnknown(string path) =>
        RegistryTarget.Parse(path).Endpoint.ShouldBe(RegistryEndpoint.Unknown);
}
