using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

public sealed class ImagesFileTests : IDisposable
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Read_ReferencesWithAndWithoutHost_AreImagesOnceEach()
    {
        var (images, problems) = Read($"""
            # what clients pull most
            registry.k8s.io/pause:3.10
            pause:3.10   # the same
            kube-apiserver@{Digest}

            localhost:5000/team/app:v1@{Digest}
            """);
        problems.ShouldBeEmpty();
        images.ShouldBe(["pause:3.10", $"kube-apiserver@{Digest}", $"team/app@{Digest}"]);
    }

    [Theory]
    [InlineData("pause", "'pause': say which image, with a tag or a digest: pause:TAG or pause@sha256:...")]
    [InlineData("https://registry.example/pause:1", "'https://registry.example/pause:1': leave 'https://' out, an image is named HOST/REPOSITORY:TAG")]
    [InlineData("Pause:1", "'Pause:1': repositories are in lower case: 'pause'")]
    [InlineData("pause@sha256:1", "'pause@sha256:1': what follows '@' ")]
    [InlineData("a b:1", "'a b:1': 'a b' is no repository")]
    [InlineData("pause:-1", "'pause:-1': the tag '-1' is not ")]
    public void Read_WrongLine_IsToldWithItsNumber(string line, string problem)
    {
        var (images, problems) = Read($"pause:1\n{line}\npause:2\n");
        problems.Single().ShouldStartWith($"{_file}:2: {problem}");
        images.ShouldBe(["pause:1", "pause:2"]);
    }

    [Fact]
    public void Read_LineWithoutEnd_IsTold() => Read(new string('a', 100_000)).Problems.ShouldBe([$"{_file}:1: the line has more than 1024 characters"]);

    [Fact]
    public void Read_TooManyLines_IsTold()
    {
        var (images, problems) = Read(string.Concat(Enumerable.Range(1, 10_001).Select(i => $"a:{i}\n")));
        (images.Length, problems.Single()).ShouldBe((10_000, $"{_file}: more than 10000 lines: choose some of each kind"));
    }

    private (string[] Images, string[] Problems) Read(string text)
    {
        File.WriteAllText(_file, text);
        var problems = new List<string>();
        return ([.. ImagesFile.Read(_file, problems.Add).Select(image => image.ToString())], [.. problems]);
    }
}
