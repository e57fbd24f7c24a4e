using Fairlead.Artifacts.Registries.Wire;

namespace Fairlead.Tests.Artifacts.Registries.Wire;

public sealed class ChallengeReaderTests
{
    [Fact]
    public void Read_DockerHubs_HasRealmServiceAndScope() =>
        ChallengeReader.Read("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull,push repository:c:pull\"")
            .ShouldBe([new Challenge("bearer", "https://auth.docker.io/token", "registry.docker.io", "repository:a/b:pull,push repository:c:pull")]);

    [Fact]
    public void Read_SeveralInOneHeader_AreAllThere() =>
        ChallengeReader.Read("Basic realm=\"x, y\", charset=\"UTF-8\", BEARER Realm=https://a/t , Service=s").ShouldBe(
            [new Challenge("basic", "x, y", null, null), new Challenge("bearer", "https://a/t", "s", null)]);

    [Theory]
    [InlineData("Basic realm=\"a \\\"b\\\" \\\\c\"", "a \"b\" \\c")]
    [InlineData("Basic realm=\"first\", realm=\"second\"", "first")]
    [InlineData("Basic realm=", null)]
    [InlineData("Basic realm=\"never ends", null)]
    [InlineData("Basic realm=\"ends in\\", null)]
    [InlineData("Basic", null)]
    public void Read_Realm_IsRead(string header, string? realm) => ChallengeReader.Read(header).ShouldHaveSingleItem().Realm.ShouldBe(realm);

    [Theory]
    [InlineData("")]
    [InlineData(" , ,")]
    [InlineData("=\"x\"")]
    [InlineData("\"")]
    public void Read_Nothing_IsNothing(string header) => ChallengeReader.Read(header).ShouldBeEmpty();

    [Fact]
    public void Read_TooLong_IsNothing() => ChallengeReader.Read("Basic realm=\"" + new string('x', 9000) + "\"").ShouldBeEmpty();

    [Fact]
    public void Read_Anything_Ends()
    {
        var random = new Random(1);
        const string letters = "Bb=\", \\\tr;";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(30), random, static (span, random) =>
            {
                foreach (ref var c in span) c = letters[random.Next(letters.Length)];
            });
            ChallengeReader.Read(text).Count.ShouldBeLessThanOrEqualTo(text.Length);
        }
    }
}
