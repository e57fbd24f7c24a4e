using System.Text.RegularExpressions;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>
/// <c>deploy/cloudrun</c>: a service a region, and what it runs. No Cloud Run can be had here: in place of gcloud stands a script that writes down how
/// it was called, and the container's arguments are run by the built program.
/// </summary>
public sealed class CloudRunTests : IDisposable
{
    private const string Container = "spec/template/spec/containers/0";
    private const string Image = "registry.example.org/fairlead@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly TempDirectory _directory = new();

    private static string[] Given => ["--project", "example", "--image", Image, "--policy-version", "7", "--service-account", "fairlead@example.iam.gserviceaccount.com"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Apply_Regions_EachGetsItsOwnUpstream()
    {
        var regions = _directory.Write("regions.tsv", "# a comment\neurope-west1\thttps://a.example.org\n\nus-east4\thttps://b.example.org,https://c.example.org\n");

        (await ApplyAsync("--regions", regions)).Succeeded();

        (await File.ReadAllLinesAsync(_directory.File("calls"))).ShouldBe(
        [
            "run services replace - --project example --region europe-west1 --quiet",
            "run services replace - --project example --region us-east4 --quiet",
        ]);
        var services = KubernetesManifest.ReadAll((await File.ReadAllTextAsync(_directory.File("services"))).TrimEnd('\n', '-'));
        services.Select(service => service.Text($"{Container}/env/0/value")).ShouldBe(["https://a.example.org", "https://b.example.org,https://c.example.org"]);
        services.ShouldAllBe(service => service.Text($"{Container}/image") == Image && service.Text("spec/template/spec/volumes/0/secret/items/0/key") == "7");
    }

    [Fact]
    public async Task Apply_RegionThatFails_IsTheLast()
    {
        var regions = _directory.Write("regions.tsv", "europe-west1\thttps://a.example.org\nus-east4\thttps://b.example.org\n");

        (await ApplyAsync("--regions", regions, "--project", "broken")).ExitedWith(1);

        (await File.ReadAllLinesAsync(_directory.File("calls"))).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("--image", "registry.example.org/fairlead:v1")]
    [InlineData("--policy-version", "latest")]
    [InlineData("--tag", "v1")]
    public async Task Apply_WhatCouldDifferBetweenRegions_IsRefused(string option, string value)
    {
        (await ApplyAsync(option, value)).ExitedWith(2);

        File.Exists(_directory.File("calls")).ShouldBeFalse();
    }

    [Fact]
    public async Task Regions_OfTheCheckout_AreAllRendered()
    {
        var rendered = (await ApplyAsync("--dry-run")).Succeeded().Output;

        var regions = (await File.ReadAllLinesAsync(Checkout.File("deploy/cloudrun/regions.tsv"))).Count(line => !line.StartsWith('#'));
        Regex.Count(rendered, "^kind: Service$", RegexOptions.Multiline).ShouldBe(regions);
        rendered.ShouldNotContain("${");
    }

    [Fact]
    public async Task Container_ArgumentsAndEnvironment_ServeTheRegionsUpstream()
    {
        var service = KubernetesManifest.Read("deploy/cloudrun/service.yaml");
        var port = FreePort.Next();
        _directory.Write("policy.yaml", "upstream: {registry: \"https://elsewhere.example.org\"}");
        var arguments = service.Texts($"{Container}/args").Select(argument => argument switch
        {
            "/policy/policy.yaml" => _directory.File("policy.yaml"),
            "/tmp/fairlead" => _directory.File("cache"),
            _ => argument,
        });
        // The admin port is the one thing that Cloud Run gives each container alone.
        var environment = new Dictionary<string, string?> { ["PORT"] = $"{port}", [service.Text($"{Container}/env/0/name")] = "https://near.example.org" };
        await using var server = await ServerProcess.StartAsync(
            await FairleadProgram.PathAsync(), [.. arguments, "--admin", $"127.0.0.1:{FreePort.Next()}"], _directory.File("output.log"),
            server => server.WaitForHttpAsync(new Uri($"http://127.0.0.1:{port}{service.Text($"{Container}/startupProbe/httpGet/path")}")), environment);

        (await Http.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/pause/manifests/3.10"))).Location.ShouldBe("https://near.example.org/v2/pause/manifests/3.10");
    }

    private Task<CommandResult> ApplyAsync(params IEnumerable<string> more)
    {
        var gcloud = _directory.Write("gcloud", """
            #!/bin/sh
            here=$(dirname "$0")
            echo "$*" >>"$here/calls"
            case "$*" in *broken*) exit 1 ;; esac
            cat >>"$here/services"
            echo --- >>"$here/services"
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(gcloud, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = $"{_directory.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        return ClientCommand.RunAsync(Checkout.File("deploy/cloudrun/apply"), [.. Given, .. more], environment: new Dictionary<string, string?> { ["PATH"] = path });
    }
}
