using Fairlead.Artifacts.Promotion.Files.Copying;

namespace Fairlead.Tests.Artifacts.Promotion.Files.Copying;

public sealed class FileContentTypeTests
{
    [Theory]
    [InlineData("v1/kubernetes.tar.gz", null, "application/gzip")]
    [InlineData("v1/SHA.SHA256", "application/octet-stream", "text/plain")]
    [InlineData("v1/kubectl", null, "application/octet-stream")]
    [InlineData("v1/kubectl.exe", "binary/octet-stream", "application/octet-stream")]
    [InlineData("v1/a.json", "application/vnd.x+json", "application/vnd.x+json")]
    public void Of_Name_IsAsked_WhereTheSourceSaysNothing(string file, string? said, string expected) => FileContentType.Of(file, said).ShouldBe(expected);
}
