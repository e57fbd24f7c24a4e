namespace Fairlead.Tests.Cli;

public sealed class LookupVerbTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lookup_Arguments_PrintsALineEach()
    {
        var run = await LookupAsync(null, "192.0.2.7", "198.51.100.1", "2001:DB8::1");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe(
            "192.0.2.7\toffice\teu-west-3\t-\t-\t192.0.2.0/24\toffice\n" +
            "198.51.100.1\t-\t-\t-\t-\t-\t-\n" +
            "2001:DB8::1\toffice\teu-west-3\t-\t-\t2001:db8::/32\toffice\n");
    }

    [Fact]
    public async Task Lookup_WrongArgument_Is2AndTheOthersArePrinted()
    {
        var run = await LookupAsync(null, "192.0.2.7", "192.0.2", "198.51.100.1");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("'192.0.2' is not an IP address");
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Lookup_StandardInput_PrintsALineEachAndLeavesOutWhatIsNone()
    {
        var good = await LookupAsync(" 192.0.2.7 \r\n\n198.51.100.1");
        (good.ExitCode, good.Error).ShouldBe((0, ""));
        good.Output.ShouldStartWith("192.0.2.7\toffice\t");
        good.Output.ShouldEndWith("\n198.51.100.1\t-\t-\t-\t-\t-\t-\n");

        var bad = await LookupAsync($"192.0.2.7\n{new string('1', 1000)}\n");
        bad.ExitCode.ShouldBe(1);
        bad.Error.Length.ShouldBeLessThan(400);
        bad.Output.ShouldStartWith("192.0.2.7\toffice\t");
    }

    private Task<CommandRun> LookupAsync(string? input, params string[] addresses) =>
        CommandRun.ProgramAsync(input, ["networks", "lookup", "--policy", _folder.Policy, .. addresses]);
}
