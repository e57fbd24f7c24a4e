using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary><c>fairlead check</c>, and what <c>serve</c> does with the same files.</summary>
public sealed class CheckTests : IDisposable
{
    private const int WrongUsageOrConfiguration = 2;

    private readonly TempDirectory _directory = new();

    /// <summary>What is wrong, and the line and column where it is.</summary>
    public static TheoryData<string, string, int, int> BadPolicies => new()
    {
        { "an unknown key", "upstream:\n  registry: https://a.example\n  registrie: https://b.example\n", 3, 3 },
        { "a duplicate key", "upstream:\n  registry: https://a.example\n  registry: https://b.example\n", 3, 3 },
        { "a wrong type", "upstream:\n  registry: https://a.example\nredirectStatus: often\n", 3, 17 },
        { "a mirror URL without {digest}", "upstream: {registry: https://a.example}\nproviders:\n  - name: cdn\n    mirrors:\n      - {name: cdn, url: \"https://cdn.example/\"}\n", 5, 26 },
        { "a route that names no mirror", "upstream: {registry: https://a.example}\nroutes:\n  - {when: {country: [CN]}, use: [nobody]}\n", 3, 35 },
    };

    [Fact]
    public async Task Check_GoodPolicy_Zero() =>
        (await FairleadProgram.RunAsync(["check", "--policy", PolicyFiles.WriteGood(_directory)])).ExitedWith(0);

    [Theory, MemberData(nameof(BadPolicies))]
    public async Task Check_BadPolicy_TwoAndThePlaceOfIt(string what, string policy, int line, int column)
    {
        var file = _directory.Write("policy.yaml", policy);

        var result = (await FairleadProgram.RunAsync(["check", "--policy", file])).ExitedWith(WrongUsageOrConfiguration);

        (result.Output + result.Error).ShouldContain($"policy.yaml:{line}:{column}: error", Case.Sensitive, what);
    }

    [Fact]
    public async Task Check_SeveralProblems_EachNamed()
    {
        var file = _directory.Write("policy.yaml", """
            upstream: {registry: https://a.example}
            upstraem: {}
            providers:
              - {name: one, networks: [aws], mirrors: [{name: one, url: "https://one.example/"}]}
              - {name: two, networks: [aws]}
            """);

        var result = (await FairleadProgram.RunAsync(["check", "--policy", file])).ExitedWith(WrongUsageOrConfiguration);

        foreach (var line in new[] { 2, 4, 5 }) (result.Output + result.Error).ShouldContain($"policy.yaml:{line}:");
    }

    [Fact]
    public async Task Check_200KBOfBrackets_Two()
    {
        var file = _directory.Write("policy.yaml", new string('[', 200 * 1024));

        (await FairleadProgram.RunAsync(["check", "--policy", file])).ExitedWith(WrongUsageOrConfiguration);
    }

    [Fact]
    public async Task Check_FileMissing_TwoAndItsName()
    {
        var result = (await FairleadProgram.RunAsync(["check", "--policy", _directory.File("missing.yaml")])).ExitedWith(WrongUsageOrConfiguration);

        result.Error.ShouldContain("missing.yaml");
    }

    [Fact]
    public async Task Serve_BadPolicy_TwoAndNothingServed()
    {
        var file = _directory.Write("policy.yaml", "upstream: {registry: https://a.example}\nupstraem: {}\n");

        var result = (await FairleadProgram.RunAsync(
            ["serve", "--policy", file, "--listen", $"127.0.0.1:{FreePort.Next()}", "--admin", $"127.0.0.1:{FreePort.Next()}"]))
            .ExitedWith(WrongUsageOrConfiguration);

        (result.Output + result.Error).ShouldContain("policy.yaml:2:1: error");
    }

    public void Dispose() => _directory.Dispose();
}
