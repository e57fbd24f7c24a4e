using System.Text;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Artifacts.Registries.Credentials;

public sealed class RegistryCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fairlead-credentials-");
    private readonly Dictionary<string, string> _variables = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"auths":{"example.org":{"auth":"cm9ib3Q6cGE6c3M="}}}""", "example.org", "robot", "pa:ss")]
    [InlineData("""{"auths":{"https://example.org/v1/":{"username":"robot","password":"pass"}}}""", "EXAMPLE.org", "robot", "pass")]
    [InlineData("""{"auths":{"https://index.docker.io/v1/":{"auth":"cm9ib3Q6cGFzcwAA"}},"HttpHeaders":{"x":["y"]}}""", "docker.io", "robot", "pass")]
    [InlineData("""{"auths":{"docker.io":{"auth":"cm9ib3Q6cGFzcw=="}}}""", "registry-1.docker.io", "robot", "pass")]
    public async Task Find_InTheVariable_IsRead(string config, string host, string user, string secret)
    {
        _variables[RegistryCredentials.Variable] = config;
        (await FindAsync(host)).ShouldBe(new RegistryCredential(user, secret));
    }

    [Theory]
    [InlineData("""{"auths":{"example.org":{"auth":"cm9ib3Q6cGFzcw=="}}}""", "example.org:443")]
    [InlineData("""{"auths":{"example.org":{"auth":"cm9ib3Q6cGFzcw=="}}}""", "sub.example.org")]
    [InlineData("""{"auths":{"example.org/team":{"auth":"cm9ib3Q6cGFzcw=="}}}""", "example.org")]
    [InlineData("""{"auths":{"example.org":{}}}""", "example.org")]
    [InlineData("{}", "example.org")]
    public async Task Find_OfAnotherPlace_IsNone(string config, string host)
    {
        _variables[RegistryCredentials.Variable] = config;
        (await FindAsync(host)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"auths":7}""")]
    [InlineData("""{"auths":{"example.org":{"auth":"s3cret!"}}}""")]
    [InlineData("""{"auths":{"example.org":{"auth":"czNjcmV0"}}}""")] // no colon
    [InlineData("""{"auths":{"example.org":{"auth":{"s3cret":1}}}}""")]
    public async Task Find_FileThatCannotBeRead_IsNamedWithoutItsContent(string config)
    {
        _variables["DOCKER_CONFIG"] = _folder.FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "config.json"), config, Cancel);
        var e = await FindAsync("example.org").ShouldThrowAsync<CredentialException>();
        e.Message.ShouldStartWith(Path.Combine(_folder.FullName, "config.json"));
        e.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Find_InSeveralPlaces_TheFirstCounts()
    {
        _variables["HOME"] = _folder.FullName;
        _variables["REGISTRY_AUTH_FILE"] = Path.Combine(_folder.FullName, "auth.json");
        _variables["XDG_RUNTIME_DIR"] = Path.Combine(_folder.FullName, "nowhere");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".docker"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".docker", "config.json"), Auths("docker", "a.org", "b.org", "c.org"), Cancel);
        await File.WriteAllTextAsync(_variables["REGISTRY_AUTH_FILE"], Auths("file", "a.org", "b.org"), Cancel);
        var credentials = Credentials();
        credentials.Add("a.org", "hand", "x");
        (await credentials.FindAsync("a.org", Cancel))!.User.ShouldBe("hand");
        (await credentials.FindAsync("b.org", Cancel))!.User.ShouldBe("file");
        (await credentials.FindAsync("c.org", Cancel))!.User.ShouldBe("docker");
    }

    [Fact]
    public async Task Find_ByAHelper_IsAskedForTheHostOnceAMinute()
    {
        Helper("test", """read host; echo "$host" >> "$(dirname "$0")/asked"; echo "{\"ServerURL\":\"$host\",\"Username\":\"robot\",\"Secret\":\"pass\"}" """);
        _variables[RegistryCredentials.Variable] = """{"credHelpers":{"example.org":"test"},"auths":{"example.org":{"auth":"eDp5"}}}""";
        var credentials = Credentials();
        for (var i = 0; i < 2; i++) (await credentials.FindAsync("example.org", Cancel)).ShouldBe(new RegistryCredential("robot", "pass"));
        (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "asked"), Cancel)).ShouldBe("example.org\n");
        (await credentials.FindAsync("other.org", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_ByTheStore_TokensAreIdentityTokens()
    {
        Helper("keep", """echo '{"Username":"<token>","Secret":"refresh"}'""");
        _variables[RegistryCredentials.Variable] = """{"credsStore":"keep"}""";
        (await FindAsync("example.org")).ShouldBe(new RegistryCredential("", "refresh", IsIdentityToken: true));
    }

    [Fact]
    public async Task Find_HelperThatHasNothing_IsNone()
    {
        Helper("keep", "echo 'credentials not found in native keychain'; exit 1");
        _variables[RegistryCredentials.Variable] = """{"credsStore":"keep"}""";
        (await FindAsync("example.org")).ShouldBeNull();
    }

    [Theory]
    [InlineData("broken", "exit code 3")]
    [InlineData("silent", "nothing that can be understood")]
    [InlineData("endless", "more than 65536 bytes")]
    [InlineData("missing", "is not in PATH")]
    [InlineData("../broken", "is not the name of a credential helper")]
    public async Task Find_HelperThatFails_IsNamed(string name, string problem)
    {
        Helper("broken", "echo s3cret; exit 3");
        Helper("silent", "echo '{}'");
        Helper("endless", "while :; do echo s3cret s3cret s3cret s3cret s3cret s3cret; done");
        _variables[RegistryCredentials.Variable] = $$"""{"credsStore":"{{name}}"}""";
        var e = await FindAsync("example.org").ShouldThrowAsync<CredentialException>();
        e.Message.ShouldContain(problem);
        e.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Find_HelperThatNeverAnswers_IsEndedAndNamed()
    {
        // What it has started holds the pipe open too.
        Helper("hung", "sleep 600 & echo $! > \"$(dirname \"$0\")/pid\"; wait");
        _variables[RegistryCredentials.Variable] = """{"credsStore":"hung"}""";
        var time = new ManualTime();
        var credentials = RegistryCredentials.FromEnvironment(name => _variables.GetValueOrDefault(name), time);
        var finding = credentials.FindAsync("example.org", Cancel).AsTask();
        await time.ArmedAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));
        (await finding.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel).ShouldThrowAsync<CredentialException>()).Message.ShouldBe("docker-credential-hung did not answer within 30 s");
    }

    [Fact]
    public void ToString_OfACredential_HidesTheSecret() => new RegistryCredential("robot", "s3cret").ToString().ShouldBe("user robot");

    private static string Auths(string user, params string[] hosts) =>
        $"{{\"auths\":{{{string.Join(',', hosts.Select(host => $"\"{host}\":{{\"auth\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":x"))}\"}}"))}}}}}";

    private void Helper(string name, string script)
    {
        var file = Path.Combine(_folder.FullName, $"docker-credential-{name}");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        _variables["PATH"] = _folder.FullName;
    }

    private RegistryCredentials Credentials() => RegistryCredentials.FromEnvironment(name => _variables.GetValueOrDefault(name), TimeProvider.System);

    private async Task<RegistryCredential?> FindAsync(string host) => await Credentials().FindAsync(host, Cancel);
}
