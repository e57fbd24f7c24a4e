using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli.Exporting;

/// <summary><c>fairlead convert artifactserver</c>: what it prints, writes and exits with.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ConvertVerbTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Convert_GoodConfiguration_IsAPolicyOnStdout()
    {
        var run = await ConvertAsync("backends: {a: {host: a.example}}");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        PolicyText.LoadGood(run.Output).Upstream.Registries.ShouldBe(["https://a.example"]);
    }

    [Fact]
    public async Task Convert_Output_IsTheSameInAFile()
    {
        var run = await ConvertAsync("backends: {a: {host: a.example}}", "-o", _folder.File("new.yaml"));
        (run.ExitCode, run.Output, run.Error).ShouldBe((0, "", ""));
        File.ReadAllText(_folder.File("new.yaml")).ShouldBe((await ConvertAsync("backends: {a: {host: a.example}}")).Output);
    }

    [Fact]
    public async Task Convert_Warning_IsOnStderrWithItsPlace()
    {
        var run = await ConvertAsync("backends: {a: {host: a.example}, b: {host: b.example}}");
        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBe($"{_folder.File("config.yaml")}:1:34: warning: backend 'b' is never reached: 'a' above it takes every request; put it before that one\n");
    }

    [Fact]
    public async Task Convert_NoUpstream_IsWrongUntilItIsNamed()
    {
        const string buckets = "backends: {a: {host: a.example, pathPrefix: bucket}}";
        var run = await ConvertAsync(buckets, "-o", _folder.File("new.yaml"));
        (run.ExitCode, run.Output, File.Exists(_folder.File("new.yaml"))).ShouldBe((2, "", false));
        run.Error.ShouldContain("config.yaml: error: ");
        run.Error.ShouldContain("--upstream URL");
        (await ConvertAsync(buckets, "--upstream", "https://registry.example")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("registry.example", "must begin with https://")]
    [InlineData("https://registry.example/x", "repositoryPrefix")]
    [InlineData("https://registry.example?x", "--upstream must be a registry's URL: it can have no query")]
    [InlineData("https://registry.example\"\nx", "not allowed")]
    public async Task Convert_WrongUpstream_Is2(string upstream, string words)
    {
        var run = await ConvertAsync("backends: {a: {host: a.example}}", "--upstream", upstream);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain(words);
    }

    [Fact]
    public async Task Convert_NoSuchFile_Is2()
    {
        var run = await CommandRun.InProcessAsync("convert", "artifactserver", _folder.File("none.yaml"));
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("none.yaml can't be read: there is no such file\n");
    }

    [Theory]
    [InlineData("/nowhere/policy.yaml", 1, "fairlead: /nowhere/policy.yaml can't be written: ")]
    [InlineData("/proc/policy.yaml", 1, "fairlead: /proc/policy.yaml can't be written: ")]
    public async Task Convert_OutputThatCannotBe_NamesItAndIsNoPolicy(string output, int exitCode, string words)
    {
        var run = await ConvertAsync("backends: {a: {host: a.example}}", "-o", output);
        (run.ExitCode, run.Output).ShouldBe((exitCode, ""));
        run.Error.ShouldContain(words);
    }

    [Fact]
    public async Task Convert_Directory_Is2()
    {
        var run = await CommandRun.InProcessAsync("convert", "artifactserver", "/");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("is a directory, not a configuration");
    }

    [Fact]
    public async Task Convert_MoreThanAPolicyMayHave_SaysSo()
    {
        var run = await ConvertAsync($"backends: {{a: {{host: a.example, conditions: {{headers: {{X: [{string.Join(", ", Enumerable.Range(1, 65))}]}}}}}}, b: {{host: b.example}}}}");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("more than 64 values");
    }

    private Task<CommandRun> ConvertAsync(string config, params string[] more)
    {
        _folder.Write("config.yaml", config);
        return CommandRun.InProcessAsync(["convert", "artifactserver", _folder.File("config.yaml"), .. more]);
    }
}
