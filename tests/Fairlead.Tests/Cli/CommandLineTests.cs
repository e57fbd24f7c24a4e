using System.CommandLine;
using Fairlead.Cli.Commands;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_EveryVerb_HasExamplesOfItself()
    {
        var verbs = Verbs(CommandLine.Root(), []).ToList();
        verbs.Select(verb => string.Join(' ', verb)).ShouldBe(["serve", "demo", "check", "health", "explain", "networks lookup", "networks compile", "networks update", "networks diff", "networks stats", "networks hosts", "sync", "verify", "probe", "promote images", "promote files", "promote plan", "promote audit", "promote lint", "promote add", "promote diff", "traffic import", "traffic merge", "traffic report", "traffic export", "simulate", "export nginx", "export haproxy", "export envoy", "convert artifactserver", "completion"]);
        foreach (var verb in verbs)
        {
            var run = await CommandRun.InProcessAsync([.. verb, "--help"]);
            (run.ExitCode, run.Error).ShouldBe((0, ""));
            var examples = run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
            examples.ShouldContain($"fairlead {string.Join(' ', verb)}");
        }
    }

    [Fact]
    public async Task Help_Root_NamesEveryVerb()
    {
        var run = await CommandRun.InProcessAsync("--help");
        run.ExitCode.ShouldBe(0);
        foreach (var verb in CommandLine.Root().Subcommands) run.Output.ShouldContain($"  {verb.Name}");
    }

    [Theory]
    [InlineData("Try 'fairlead --help'.", new string[0])]
    [InlineData("Try 'fairlead --help'.", new[] { "sevre" })]
    [InlineData("Try 'fairlead networks --help'.", new[] { "networks" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--lisen", "127.0.0.1:1" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--listen" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--listen", "127.0.0.1" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--listen", ":1", "--listen", ":2" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--tls-cert", "tls.crt" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--tls-cert", "tls.crt", "--tls-key", "tls.key" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--listen-tls", ":1" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "rest" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--policy", "" })] // a script's variable that isn't set
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--cache", "" })]
    [InlineData("Try 'fairlead serve --help'.", new[] { "serve", "--listen-tls", ":1", "--tls-cert", "", "--tls-key", "" })]
    [InlineData("Try 'fairlead check --help'.", new[] { "check", "-p", "" })]
    [InlineData("Try 'fairlead check --help'.", new[] { "check", "policy.yaml" })]
    [InlineData("Try 'fairlead check --help'.", new[] { "check", "@arguments" })] // no file of arguments: an argument like any other
    [InlineData("Try 'fairlead explain --help'.", new[] { "explain", "/v2/" })]
    [InlineData("Try 'fairlead explain --help'.", new[] { "explain", "--address", "192.0.2.1" })]
    [InlineData("Try 'fairlead networks lookup --help'.", new[] { "networks", "lookup", "192.0.2.1", "--polcy" })]
    [InlineData("Try 'fairlead networks hosts --help'.", new[] { "networks", "hosts", "policy.yaml" })]
    [InlineData("Try 'fairlead networks hosts --help'.", new[] { "networks", "hosts", "--policy", "" })]
    [InlineData("Try 'fairlead networks lookup --help'.", new[] { "networks", "lookup", "--policy", "p.yaml", "--snapshot", "s" })]
    [InlineData("Try 'fairlead networks compile --help'.", new[] { "networks", "compile" })]
    [InlineData("Try 'fairlead networks compile --help'.", new[] { "networks", "compile", "-o", "" })]
    [InlineData("Try 'fairlead networks compile --help'.", new[] { "networks", "compile", "-o", "/dev/null" })] // a rename would replace it
    [InlineData("Try 'fairlead networks update --help'.", new[] { "networks", "update", "--policy", "p.yaml" })]
    [InlineData("Try 'fairlead networks diff --help'.", new[] { "networks", "diff", "old" })]
    [InlineData("Try 'fairlead networks diff --help'.", new[] { "networks", "diff", "old", "new", "--limit", "much" })]
    [InlineData("Try 'fairlead networks diff --help'.", new[] { "networks", "diff", "old", "new", "--limit", "-1" })]
    [InlineData("Try 'fairlead networks stats --help'.", new[] { "networks", "stats", "file", "--policy", "p.yaml" })]
    [InlineData("Try 'fairlead sync --help'.", new[] { "sync" })]
    [InlineData("Try 'fairlead sync --help'.", new[] { "sync", "--from", "localhost/a" })]
    [InlineData("Try 'fairlead sync --help'.", new[] { "sync", "--from", "localhost/a", "--to", "file:///a", "--jobs", "many" })]
    [InlineData("Try 'fairlead completion --help'.", new[] { "completion", "tcsh" })]
    [InlineData("Try 'fairlead traffic report --help'.", new[] { "traffic", "report", "a.fat", "--format" })]
    [InlineData("Try 'fairlead traffic report --help'.", new[] { "traffic", "report", "--clickhouse", "http://127.0.0.1:1", "--min-clients", "many" })]
    public async Task RunAsync_WrongUsage_Is2WithAHint(string hint, string[] args)
    {
        var run = await CommandRun.InProcessAsync(args);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("fairlead: ");
        run.Error.TrimEnd().ShouldEndWith(hint);
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public async Task RunAsync_AddressThatIsNotThisMachines_Is1AndNamesIt(string verb)
    {
        using var folder = new PolicyFolder();
        string[] rest = verb == "serve" ? ["--policy", folder.Policy, "--admin", "127.0.0.1:0"] : [];
        var run = await CommandRun.InProcessAsync([verb, "--listen", "203.0.113.1:18080", .. rest]);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("fairlead: can't listen on 203.0.113.1:18080: ");
    }

    [Fact]
    public async Task Help_CacheHomeIsARelativePath_NamesTheOneInTheHome()
    {
        var before = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", "relative");
        try
        {
            (await CommandRun.InProcessAsync("serve", "--help")).Output.ShouldNotContain("relative");
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", before);
        }
    }

    [Fact]
    public async Task RunAsync_AtSignAsPath_IsNoFileOfArguments()
    {
        using var folder = new PolicyFolder();
        var run = await CommandRun.InProcessAsync("explain", "--policy", folder.Policy, "--no-head", "--address", "192.0.2.1", "@" + folder.Policy);
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("status     400"); // it is no path either
    }

    [Fact]
    public async Task Completion_EachShell_GetsItsScript()
    {
        (await CommandRun.InProcessAsync("completion", "bash")).Output.ShouldContain("complete -o default -F _fairlead fairlead");
        (await CommandRun.InProcessAsync("completion", "zsh")).Output.ShouldStartWith("#compdef fairlead");
        (await CommandRun.InProcessAsync("completion", "fish")).Output.ShouldContain("complete -c fairlead");
    }

    [Fact]
    public async Task RunAsync_OptionThatCannotBeRead_IsToldOnce()
    {
        var run = await CommandRun.InProcessAsync("traffic", "report", "a.fat", "--format");

        run.Error.Split('\n').Count(line => line.Contains("--format", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_PathCalledAsWindowsCallsHelp_IsAPath() =>
        (await CommandRun.InProcessAsync("explain", "--policy", "/nowhere/policy.yaml", "--address", "192.0.2.1", "/h")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Suggest_HalfAWord_IsCompleted()
    {
        // What the scripts call. The program's own name is in the line, so it takes the real program.
        var verb = await CommandRun.ProgramAsync(null, "[suggest:11]", "fairlead se");
        (verb.ExitCode, verb.Output.Trim(), verb.Error).ShouldBe((0, "serve", ""));
        var option = await CommandRun.ProgramAsync(null, "[suggest:22]", "./fairlead serve --lis");
        option.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["--listen", "--listen-h2c", "--listen-tls"]);
        var nested = await CommandRun.ProgramAsync(null, "[suggest:29]", "fairlead networks hosts --jso");
        (nested.ExitCode, nested.Output.Trim(), nested.Error).ShouldBe((0, "--json", ""));
        var promote = await CommandRun.ProgramAsync(null, "[suggest:28]", "fairlead promote images --pl");
        var value = await CommandRun.ProgramAsync(null, "[suggest:39]", "fairlead traffic report a.fat --format ");
        value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["csv", "html", "json", "table"]);
        promote.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["--plain-http", "--plan", "--plan-out"]);
    }

    private static IEnumerable<string[]> Verbs(Command command, string[] path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(sub => Verbs(sub, [.. path, sub.Name]));
}
