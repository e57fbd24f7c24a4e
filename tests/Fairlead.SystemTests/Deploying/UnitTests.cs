using System.Globalization;
using System.Text.RegularExpressions;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>
/// <c>deploy/systemd/fairlead.service</c>, as systemd's own checks see it, and what it runs. No systemd runs here: that the hardening leaves the program
/// what it needs is said by the image's test as far as capabilities and read-only files go, and for system calls by nobody.
/// </summary>
public sealed class UnitTests : IDisposable
{
    private const string Program = "/opt/fairlead/fairlead";
    private static readonly string s_unit = File.ReadAllText(Checkout.File("deploy/systemd/fairlead.service"));

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Unit_Verify_SaysNothing()
    {
        var unit = _directory.Write("fairlead.service", s_unit.Replace(Program, await FairleadProgram.PathAsync(), StringComparison.Ordinal));

        var verified = (await ClientCommand.RunAsync(Tool.SystemdAnalyze, "verify", "--man=no", unit)).Succeeded();

        // Units of the machine itself may have faults of their own.
        (verified.Output + verified.Error).ShouldNotContain("fairlead");
    }

    [Fact]
    public async Task Unit_Security_ExposesLittle()
    {
        // 0 is nothing, 10 is everything; what is left is the network and the address families that serving takes.
        (await ClientCommand.RunAsync(Tool.SystemdAnalyze, "security", "--offline=true", "--threshold=15", Checkout.File("deploy/systemd/fairlead.service"))).Succeeded();
    }

    [Fact]
    public async Task Commands_AsTheyStand_ServeAreReadyAndReload()
    {
        var (data, admin) = (FreePort.Next(), $"127.0.0.1:{FreePort.Next()}");
        var policy = _directory.Write("policy.yaml", "upstream: {registry: \"https://old.example.org\"}\nshutdown: {delay: 0s}\n");
        IEnumerable<string> Arguments(string command) => command.Split(' ').Skip(1).Select(word => word switch
        {
            "/etc/fairlead/policy.yaml" => policy,
            "${CACHE_DIRECTORY}" => _directory.File("cache"),
            ":8080" => $"127.0.0.1:{data}",
            "127.0.0.1:9090" => admin,
            _ => word,
        });
        await using var server = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(), Arguments(Commands("ExecStart").Single()), _directory.File("output.log"), server => server.WaitForPortAsync(data));
        (await FairleadProgram.RunAsync([.. Arguments(Commands("ExecStartPost").Single()), "--admin", admin])).Succeeded();

        _directory.Write("policy.yaml", "upstream: {registry: \"https://new.example.org\"}\nshutdown: {delay: 0s}\n");
        Commands("ExecReload").Count().ShouldBe(2);
        (await FairleadProgram.RunAsync(Arguments(Commands("ExecReload").First()))).Succeeded();
        Commands("ExecReload").Last().ShouldBe("/bin/kill -HUP $MAINPID");
        Signals.Send(server.Id, Signals.Hangup);
        await Eventually.IsTrueAsync("the new policy is served", async () =>
            (await Http.GetAsync(new Uri($"http://127.0.0.1:{data}/v2/pause/tags/list"))).Location == "https://new.example.org/v2/pause/tags/list");

        _directory.Write("policy.yaml", "upstream: {}\n");
        (await FairleadProgram.RunAsync(Arguments(Commands("ExecReload").First()))).ExitedWith(2);
        Regex.Match(s_unit, "^RestartPreventExitStatus=(.*)$", RegexOptions.Multiline).Groups[1].Value.ShouldBe("2");
    }

    [Fact]
    public void Unit_TimeToStop_HoldsTheProgramsOwn()
    {
        var seconds = int.Parse(Regex.Match(s_unit, "^TimeoutStopSec=(\\d+)s$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);

        seconds.ShouldBeGreaterThan(5 + 10); // docs/architecture.md, "Shutdown": the policy's delay by default, and what comes after
    }

    private static IEnumerable<string> Commands(string name) => Regex.Matches(s_unit, $"^{name}=(.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
}
