using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Formats.Oci;

public sealed class ImageReferenceTests
{
    private const string D = SampleDigest.Text;

    [Theory]
    [InlineData("registry.k8s.io/pause", "registry.k8s.io", "pause", null, false)]
    [InlineData("registry.k8s.io/pause:3.10", "registry.k8s.io", "pause", "3.10", false)]
    [InlineData("localhost/a/b", "localhost", "a/b", null, false)]
    [InlineData("127.0.0.1:5000/a/b:c", "127.0.0.1:5000", "a/b", "c", false)]
    [InlineData("[::1]:5000/a", "[::1]:5000", "a", null, false)]
    [InlineData("Registry.Example.ORG/a", "registry.example.org", "a", null, false)]
    [InlineData("registry:5000/a", "registry:5000", "a", null, false)]
    [InlineData("registry.k8s.io/pause@" + D, "registry.k8s.io", "pause", null, true)]
    [InlineData("registry.k8s.io/pause:3.10@" + D, "registry.k8s.io", "pause", null, true)]
    public void TryParse_Reference_HasItsParts(string text, string host, string repository, string? tag, bool hasDigest)
    {
        ImageReference.TryParse(text, out var reference, out var problem).ShouldBeTrue(problem);
        reference.ShouldBe(new ImageReference(host, repository, tag, hasDigest ? Digest.Parse(D) : null));
        ImageReference.TryParse(reference.ToString(), out var again, out _).ShouldBeTrue();
        again.ShouldBe(reference);
    }

    [Theory]
    [InlineData("", "'' names no registry")]
    [InlineData("nginx", "names no registry: write HOST/REPOSITORY, such as docker.io/library/nginx")]
    [InlineData("library/nginx", "names no registry")]
    [InlineData("registry.k8s.io", "names no registry")]
    [InlineData("docker://registry.k8s.io/pause", "leave 'docker://' out")]
    [InlineData("https://registry.k8s.io/pause", "leave 'https://' out")]
    [InlineData("registry.k8s.io/", "the repository is missing")]
    [InlineData("registry.k8s.io/:3", "the repository is missing")]
    [InlineData("registry.k8s.io/Pause", "repositories are in lower case: 'pause'")]
    [InlineData("registry.k8s.io/pause/", "is no repository")]
    [InlineData("registry.k8s.io/../pause", "is no repository")]
    [InlineData("registry.k8s.io/pause:", "the tag ''")]
    [InlineData("registry.k8s.io/pause:-x", "the tag '-x'")]
    [InlineData("registry.k8s.io/pause:a:b", "the tag 'a:b'")]
    [InlineData("registry.k8s.io/pause@sha256:ab", "what follows '@' is not 'sha256:' and 64 lower-case hex digits")]
    [InlineData("registry.k8s.io/pause@sha512:ab", "what follows '@' is a sha512 digest")]
    [InlineData("registry.k8s.io/pause@" + D + "@" + D, "what follows '@' is not")]
    [InlineData("registry.k8s.io:0/pause", "the port is a number from 1 to 65535")]
    [InlineData("registry.k8s.io:65536/pause", "the port is a number from 1 to 65535")]
    [InlineData("registry.k8s.io:/pause", "the port is a number from 1 to 65535")]
    [InlineData("registry..io/pause", "is no registry")]
    [InlineData("-a.io/pause", "is no registry")]
    [InlineData("user@registry.io/pause", "is no registry")]
    [InlineData("[::1/pause", "is no registry")]
    [InlineData("[fe80::1%25eth0]/pause", "is no registry")]
    [InlineData("a.io/pau\nse", "'pau\\u000ase' is no repository")]
    public void TryParse_WrongReference_SaysWhatWouldBeRight(string text, string expected)
    {
        ImageReference.TryParse(text, out var reference, out var problem).ShouldBeFalse();
        reference.ShouldBeNull();
        problem!.ShouldContain(expected);
        problem.All(c => !char.IsControl(c)).ShouldBeTrue();
    }

    [Fact]
    public void TryParse_RandomText_NeverGivesWhatIsNotValid()
    {
        const string Alphabet = "ab.:/@-_A0[]% \n";
        var valid = 0;
        for (var seed = 0; seed < 50_000; seed++)
        {
            var random = new Random(seed);
            var text = "a.b/" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (random.Next(4) == 0) text = text[random.Next(4)..];
            if (!ImageReference.TryParse(text, out var reference, out _)) continue;
            valid++;
            RepositoryName.IsValid(reference.Repository).ShouldBeTrue(text);
            RegistryHost.TryParse(reference.Host, out var host, out _).ShouldBeTrue(text);
            host.ShouldBe(reference.Host);
            reference.ToString().ShouldBe(text.ToLowerInvariant().StartsWith(reference.Host + "/", StringComparison.Ordinal) ? reference.Host + text[reference.Host.Length..] : "");
        }
        valid.ShouldBeGreaterThan(1000);
    }
}
