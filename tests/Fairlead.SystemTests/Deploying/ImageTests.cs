using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Deploying;

/// <summary>The image, from a registry, as the pod of the production overlay would run it.</summary>
public sealed class ImageTests
{
    private const string Container = "spec/template/spec/containers/0";

    [Fact]
    public async Task Image_ReadOnlyRootAndNoRights_ServesIsWellAndStops()
    {
        using var image = await PublishedImage.CreateAsync();
        image.User.ShouldBe("1654");
        image.Entrypoint.ShouldBe(["/app/fairlead"]);
        image.Config["ExposedPorts"]!.AsObject().Select(port => port.Key).Order().ShouldBe(["8080/tcp", "9090/tcp"]);
        image.Config["Labels"]!["org.opencontainers.image.version"]!.GetValue<string>().ShouldBe("0.1.0");

        var overlay = await Overlay.BuildAsync("production");
        var policy = overlay.The("ConfigMap").Text("data/policy.yaml").Replace("delay: 15s", "delay: 0s", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(image.Policy, "policy.yaml"), policy, TestContext.Current.CancellationToken);
        var (data, admin) = ($"127.0.0.1:{FreePort.Next()}", $"127.0.0.1:{FreePort.Next()}");
        var arguments = overlay.The("Deployment").Texts($"{Container}/args").Select(argument => argument switch { ":8080" => data, ":9090" => admin, _ => argument });
        await using var server = await image.StartAsync(server => server.WaitForHttpAsync(new Uri($"http://{admin}/readyz")), arguments);

        (await Http.GetAsync(new Uri($"http://{data}/v2/pause/manifests/3.10"))).Location.ShouldBe("https://registry.example.org/v2/pause/manifests/3.10");
        (await image.RunAsync("health", "--ready", "--admin", admin)).Succeeded();
        foreach (var line in await File.ReadAllLinesAsync($"/proc/{server.Id}/status", TestContext.Current.CancellationToken))
        {
            if (line.StartsWith("Cap", StringComparison.Ordinal)) line.Split('\t')[1].ShouldBe("0000000000000000", line);
            if (line.StartsWith("NoNewPrivs", StringComparison.Ordinal)) line.Split('\t')[1].ShouldBe("1", line);
        }

        Signals.Send(server.Id, Signals.Terminate);
        (await server.WaitForExitAsync(Eventually.Deadline)).ShouldBe(0, server.Output);
        (await image.RunAsync("health", "--admin", admin)).ExitedWith(1);
    }
}
