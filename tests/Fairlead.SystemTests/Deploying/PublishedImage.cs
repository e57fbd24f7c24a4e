using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Deploying;

/// <summary>
/// The image as <c>dotnet publish /t:PublishContainer</c> makes it of what is built, pushed to a registry and unpacked. Microsoft's base image can't be
/// had without the network: a made-up one is in its place, with folders for what a test mounts; so what the base image brings is not tested here.
/// </summary>
internal sealed class PublishedImage : IDisposable
{
    private static readonly string[] s_folders = ["usr", "proc", "dev", "dotnet", "policy", "cache"];

    private readonly TempDirectory _directory = new();

    private PublishedImage(JsonNode config, TempDirectory directory) => (Config, _directory) = (config, directory);

    /// <summary>What the image says of itself (image specification, config.md): its <c>config</c>.</summary>
    public JsonNode Config { get; }

    /// <summary>The user that it runs as.</summary>
    public string User => Config["User"]!.GetValue<string>();

    /// <summary>What it runs.</summary>
    public IReadOnlyList<string> Entrypoint => Texts("Entrypoint");

    /// <summary>A folder that the test writes to, which is <c>/policy</c> in the image.</summary>
    public string Policy => _directory.File("policy");

    public static async Task<PublishedImage> CreateAsync()
    {
        await FairleadProgram.PathAsync(); // nobody restores or builds beside us
        var directory = new TempDirectory();
        await using var registry = await DockerRegistry.StartAsync();
        await PushBaseAsync(directory, registry);
        (await ClientCommand.RunAsync(
            Tool.Dotnet.Path,
            [
                "publish", Checkout.File("src/Fairlead.Cli"), "/t:PublishContainer", "--configuration", "Release", "--no-build", "--nologo",
                $"-p:ContainerBaseImage={registry.Registry}/base:1", $"-p:ContainerRegistry={registry.Registry}", "-p:ContainerImageTag=published",
            ],
            environment: new Dictionary<string, string?> { ["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Registry, ["MSBUILDDISABLENODEREUSE"] = "1" })).Succeeded();
        var image = $"docker://{registry.Registry}/fairlead:published";
        var config = (await ClientCommand.RunAsync(Tool.Skopeo, "inspect", "--tls-verify=false", "--config", image)).Succeeded().Output;
        (await ClientCommand.RunAsync(Tool.Skopeo, "--insecure-policy", "copy", "--quiet", "--src-tls-verify=false", image, $"oci:{directory.File("layout")}:published")).Succeeded();
        (await ClientCommand.RunAsync(Tool.Umoci, "unpack", "--rootless", "--image", $"{directory.File("layout")}:published", directory.File("bundle"))).Succeeded();
        directory.Subdirectory("policy");
        directory.Subdirectory("cache");
        return new PublishedImage(JsonNode.Parse(config)!["config"]!, directory);
    }

    /// <summary>Runs the entrypoint with arguments to its end.</summary>
    public Task<CommandResult> RunAsync(params IEnumerable<string> arguments) => ClientCommand.RunAsync(Tool.Bash.Path, Command(arguments));

    /// <summary>Starts the entrypoint with arguments, and waits until it serves.</summary>
    public Task<ServerProcess> StartAsync(Func<ServerProcess, Task> ready, params IEnumerable<string> arguments) =>
        ServerProcess.StartAsync(Tool.Bash.Path, Command(arguments), _directory.File("output.log"), ready);

    public void Dispose() => _directory.Dispose();

    private static async Task PushBaseAsync(TempDirectory directory, DockerRegistry registry)
    {
        var (layout, root) = (directory.File("base"), directory.Subdirectory("root"));
        foreach (var folder in s_folders) Directory.CreateDirectory(Path.Combine(root, folder));
        // As Debian and Ubuntu have it since they merged /usr.
        foreach (var link in new[] { "lib", "lib64", "bin" }) File.CreateSymbolicLink(Path.Combine(root, link), "usr/" + link);
        (await ClientCommand.RunAsync(Tool.Umoci, "init", "--layout", layout)).Succeeded();
        (await ClientCommand.RunAsync(Tool.Umoci, "new", "--image", $"{layout}:base")).Succeeded();
        (await ClientCommand.RunAsync(Tool.Umoci, "insert", "--rootless", "--image", $"{layout}:base", root, "/")).Succeeded();
        (await ClientCommand.RunAsync(Tool.Umoci, "config", "--image", $"{layout}:base", "--config.env", "DOTNET_ROOT=/dotnet")).Succeeded();
        (await ClientCommand.RunAsync(Tool.Skopeo, "--insecure-policy", "copy", "--quiet", "--dest-tls-verify=false", $"oci:{layout}:base", $"docker://{registry.Registry}/base:1")).Succeeded();
    }

    private IEnumerable<string> Command(IEnumerable<string> arguments) =>
    [
        Path.Combine(AppContext.BaseDirectory, "Deploying", "in-image.sh"), _directory.File("bundle/rootfs"), User,
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")), Policy, _directory.File("cache"),
        "/usr/bin/env", "-i", .. Texts("Env"), .. Entrypoint, .. arguments,
    ];

    private IReadOnlyList<string> Texts(string name) => [.. Config[name]!.AsArray().Select(text => text!.GetValue<string>())];
}
