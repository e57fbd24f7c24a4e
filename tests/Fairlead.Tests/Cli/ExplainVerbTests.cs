using System.Text.Json;
using Fairlead.Demo.Registry;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class ExplainVerbTests : IDisposable
{
    private const string Blob = "/v2/pause/blobs/" + SampleDigest.Text;
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Explain_Json_HasTheKeysOthersBuildOn()
    {
        var run = await ExplainAsync("192.0.2.7", Blob, "--json");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Keys(root).ShouldBe(["facts", "rule", "why", "status", "location", "candidates"]);
        Keys(root.GetProperty("facts")).ShouldBe(["network", "provider", "region", "asn", "country", "prefix", "source", "asnPrefix", "asnSource", "countryPrefix", "countrySource"]);
        root.GetProperty("facts").GetRawText().ShouldBe(
            """{"network":"office","provider":"company","region":"eu-west-3","asn":null,"country":null,"prefix":"192.0.2.0/24","source":"office","asnPrefix":null,"asnSource":null,"countryPrefix":null,"countrySource":null}""");
        root.GetProperty("status").GetInt32().ShouldBe(307);
        root.GetProperty("location").GetString().ShouldBe($"https://paris.example.org/{SampleDigest.Text}");

        var candidates = root.GetProperty("candidates").EnumerateArray().ToList();
        candidates.ShouldAllBe(candidate => Keys(candidate).SequenceEqual(new[] { "mirror", "region", "distanceKm", "presence", "url" }));
        candidates.Select(candidate => candidate.GetProperty("mirror").GetString()).ShouldBe(["company-eu-west-3", "company-us-east-1"]);
        candidates[0].GetProperty("distanceKm").GetInt32().ShouldBe(0);
        candidates[1].GetProperty("distanceKm").GetInt32().ShouldBeInRange(5000, 7000);
    }

    [Fact]
    public async Task Explain_Text_IsForPeople()
    {
        var run = await ExplainAsync("198.51.100.1", Blob);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("provider   -");
        run.Output.ShouldContain($"location   https://registry.example.org/v2/images/pause/blobs/{SampleDigest.Text}");
    }

    [Fact]
    public async Task Explain_Headers_AreThoseOfTheRequest()
    {
        _folder.Write("policy.yaml", File.ReadAllText(_folder.Policy) + "\nartifacts: [{path: /a/, host: one.example, when: {header: {X-Site: one, X-Tier: gold}}}]\n");
        (await ExplainAsync("192.0.2.7", "/a/x", "--header", "x-site: one", "--header", "X-Tier:gold")).Output.ShouldContain("location   https://one.example/a/x");
        (await ExplainAsync("192.0.2.7", "/a/x", "--header", "x-site: one")).Output.ShouldContain("status     404");
        var run = await ExplainAsync("192.0.2.7", "/a/x", "--header", "x-site");
        (run.ExitCode, run.Output, run.Error).ShouldBe((2, "", "fairlead: 'x-site' is not a header: write it as 'Name: value'\n"));
    }

    [Theory]
    [InlineData("nonsense", Blob)]
    [InlineData("192.0.2.300", Blob)]
    [InlineData("192.0.2.1", "")]
    public async Task Explain_WrongQuestion_Is2(string address, string path)
    {
        var run = await ExplainAsync(address, path);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldStartWith("fairlead: ");
    }

    [Fact]
    public async Task Explain_WrongPolicy_Is2()
    {
        _folder.Write("policy.yaml", "typo: 1");
        var run = await ExplainAsync("192.0.2.1", Blob);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("policy.yaml:1:1: error: ");
    }

    [Fact]
    public async Task Explain_FirstRegistryIsDead_NamesTheOneThatAnswers()
    {
        await using var alive = await RegistryServer.StartAsync(new RegistryContent());
        _folder.Write("policy.yaml", $$"""upstream: {registry: ["http://127.0.0.1:9", "{{alive.BaseAddress}}"]}""");

        var run = await CommandRun.InProcessAsync("explain", "--policy", _folder.Policy, "--address", "192.0.2.1", "/v2/a/manifests/v1");
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("http://127.0.0.1:9 does not answer");
        run.Output.ShouldContain($"location   {alive.BaseAddress}v2/a/manifests/v1");
    }

    private Task<CommandRun> ExplainAsync(string address, string path, params string[] more) =>
        CommandRun.InProcessAsync(["explain", "--policy", _folder.Policy, "--no-head", "--address", address, path, .. more]);

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
