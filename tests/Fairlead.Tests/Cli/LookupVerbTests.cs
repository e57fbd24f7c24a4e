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
            "192.0.2.7\toffice\teu-west-3\t-\t-\t192.0.2.0/24\toffice\t-\t-\t-\t-\t-\n" +
            "198.51.100.1\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\n" +
            "2001:DB8::1\toffice\teu-west-3\t-\t-\t2001:db8::/32\toffice\t-\t-\t-\t-\t-\n");
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
        good.Output.ShouldEndWith("\n198.51.100.1\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\n");

        var bad = await LookupAsync($"192.0.2.7\n{new string('1', 1000)}\n");
        bad.ExitCode.ShouldBe(1);
        bad.Error.Length.ShouldBeLessThan(400);
        bad.Output.ShouldStartWith("192.0.2.7\toffice\t");
    }

    [Fact]
    public async Task Lookup_LineWithWhatATerminalActsOn_IsQuotedWithoutIt()
    {
        var run = await LookupAsync("\e]0;x\a1.2.3.4\n");
        (run.ExitCode, run.Output).ShouldBe((1, ""));
        run.Error.ShouldBe("fairlead: '?]0;x?1.2.3.4' is not an IP address; it is left out\n");
    }

    [Fact]
    public async Task Lookup_Snapshot_KnowsWhatThePolicyDoes()
    {
        var snapshot = Path.Combine(Path.GetDirectoryName(_folder.Policy)!, "networks.snapshot");
        (await CommandRun.ProgramAsync(null, "networks", "compile", "--policy", _folder.Policy, "-o", snapshot)).ExitCode.ShouldBe(0);
        var run = await CommandRun.ProgramAsync(null, "networks", "lookup", "--snapshot", snapshot, "192.0.2.7", "2001:DB8::1", "198.51.100.1");
        run.ShouldBe(await LookupAsync(null, "192.0.2.7", "2001:DB8::1", "198.51.100.1"));
    }

    [Fact]
    public async Task Lookup_SnapshotThatIsNone_Is2AndSaysWhatToDo()
    {
        var run = await CommandRun.ProgramAsync(null, "networks", "lookup", "--snapshot", _folder.Policy, "192.0.2.7");
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("not a snapshot");
        run.Error.ShouldContain("fairlead networks compile");
        (await CommandRun.ProgramAsync(null, "networks", "lookup", "--snapshot", "/nowhere/file", "192.0.2.7")).ExitCode.ShouldBe(2);
    }

    private Task<CommandRun> LookupAsync(string? input, params string[] addresses) =>
        CommandRun.ProgramAsync(input, ["networks", "lookup", "--policy", _folder.Policy, .. addresses]);
}
