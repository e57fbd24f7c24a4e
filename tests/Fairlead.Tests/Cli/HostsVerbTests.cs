using System.Text.Json;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class HostsVerbTests
{
    private const string Policy = """
        upstream: {registry: ["https://Registry.example.org", "https://registry-2.example.org:8443"], signatures: "https://registry.example.org"}
        hosts: {old.example.org: {upstream: {registry: "http://old-registry.example.org"}}}
        providers:
          - name: company
            cidrs: [192.0.2.0/24]
            mirrors: [{regions: [us-east-1, eu-west-3], url: "https://{region}.example.org/{digest}"}]
        artifacts: [{path: /tools/, host: eu-west-3.example.org}]
        """;

    [Fact]
    public async Task Hosts_Policy_PrintsEachHostOnceInOrder()
    {
        using var folder = new PolicyFolder(Policy);
        var run = await CommandRun.InProcessAsync("networks", "hosts", "--policy", folder.Policy);
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldBe(
            "eu-west-3.example.org\nold-registry.example.org:80\nregistry-2.example.org:8443\nregistry.example.org\nus-east-1.example.org\n");
    }

    [Fact]
    public async Task Hosts_BuiltinPolicy_NamesItsBucketsAndItsUpstream()
    {
        var run = await CommandRun.InProcessAsync("networks", "hosts");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        run.Output.ShouldContain("prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com\n");
        run.Output.ShouldContain("us-central1-docker.pkg.dev\n");
        run.Output.ShouldNotContain("ip-ranges.amazonaws.com");
    }

    [Fact]
    public async Task Hosts_Json_SaysWhatEachIsFor()
    {
        using var folder = new PolicyFolder(Policy);
        var run = await CommandRun.ProgramAsync(null, "networks", "hosts", "--policy", folder.Policy, "--json");
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray().Select(host => JsonSerializer.Serialize(host)).ShouldBe(
        [
            """{"host":"eu-west-3.example.org","port":443,"uses":[{"for":"mirror","mirror":"company-eu-west-3","region":"eu-west-3","provider":"company"},{"for":"artifacts","path":"/tools/"}]}""",
            """{"host":"old-registry.example.org","port":80,"uses":[{"for":"upstream","of":"old.example.org"}]}""",
            """{"host":"registry-2.example.org","port":8443,"uses":[{"for":"upstream"}]}""",
            """{"host":"registry.example.org","port":443,"uses":[{"for":"upstream"},{"for":"signatures"}]}""",
            """{"host":"us-east-1.example.org","port":443,"uses":[{"for":"mirror","mirror":"company-us-east-1","region":"us-east-1","provider":"company"}]}""",
        ]);
    }

    [Fact]
    public async Task Hosts_ProviderFilesThatRedirect_NamesTheirRegistries()
    {
        using var folder = new PolicyFolder(Policy + "\nprovidersFrom: {path: providers, redirects: true}\n");
        folder.Write("providers/cloud.yaml", "name: cloud\nredirectsTo: {registry: registry.cloud.example.org, artifacts: files.cloud.example.org}\nasns: [64496]\n");
        var run = await CommandRun.ProgramAsync(null, "networks", "hosts", "--policy", folder.Policy, "--json");
        run.ExitCode.ShouldBe(0);
        using var json = JsonDocument.Parse(run.Output);
        var hosts = json.RootElement.EnumerateArray().Select(host => JsonSerializer.Serialize(host)).ToList();
        hosts.ShouldContain("""{"host":"registry.cloud.example.org","port":443,"uses":[{"for":"provider-registry","provider":"cloud"}]}""");
        hosts.ShouldContain("""{"host":"files.cloud.example.org","port":443,"uses":[{"for":"artifacts","provider":"cloud"}]}""");

        folder.Write("policy.yaml", Policy + "\nprovidersFrom: {path: providers}\n");
        (await CommandRun.InProcessAsync("networks", "hosts", "--policy", folder.Policy)).Output.ShouldNotContain("cloud.example.org");
    }

    [Fact]
    public async Task Hosts_BadPolicy_Is2AndPrintsNoHost()
    {
        using var folder = new PolicyFolder(Policy + "\ntypo: 1\n");
        var run = await CommandRun.InProcessAsync("networks", "hosts", "--policy", folder.Policy);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.Error.ShouldContain("typo");
    }
}
