using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>Who runs <c>sync</c> and <c>verify</c>: with a home of its own, and the keys of the buckets.</summary>
internal sealed class MirrorOperator : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly Dictionary<string, string?> _environment;

    public MirrorOperator()
    {
        _environment = new(RadosGateway.Credentials)
        {
            ["HOME"] = _home.Path,
            ["XDG_CACHE_HOME"] = _home.File("cache"),
            ["DOCKER_CONFIG"] = _home.File("docker"),
            ["AWS_CONFIG_FILE"] = _home.File("aws-config"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = _home.File("aws-credentials"),
            // The SDK's last resort would be to ask 169.254.169.254 for the machine's role.
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        // What else the surroundings say of another S3 is not meant.
        foreach (var name in new[] { "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3" })
            _environment[name] = null;
    }

    /// <summary>A folder that goes with the operator.</summary>
    public string Folder(string name) => _home.Subdirectory(name);

    /// <summary>A file with this text that goes with the operator.</summary>
    public string Write(string name, string text) => _home.Write(name, text);

    /// <summary>Has keys that no bucket knows, from now on.</summary>
    public MirrorOperator WithWrongKeys()
    {
        _environment["AWS_SECRET_ACCESS_KEY"] = "not the one";
        return this;
    }

    /// <summary>Runs <c>sync</c> to its end.</summary>
    public Task<CommandResult> SyncAsync(params IEnumerable<string> arguments) => RunAsync("sync", arguments);

    /// <summary>Runs <c>verify</c> to its end.</summary>
    public Task<CommandResult> VerifyAsync(params IEnumerable<string> arguments) => RunAsync("verify", arguments);

    /// <summary>Starts <c>sync</c>, and leaves it running once it is ready for what the test means to do to it.</summary>
    public async Task<ServerProcess> StartSyncAsync(Func<Task> ready, params IEnumerable<string> arguments) => await ServerProcess.StartAsync(
        await FairleadProgram.PathAsync(), ["sync", .. arguments], _home.File($"output-{Guid.NewGuid():N}.log"), _ => ready(),
        _environment);

    /// <summary>Runs a program with this home and these keys.</summary>
    public Task<CommandResult> RunProgramAsync(Tool program, params IEnumerable<string> arguments) =>
        ClientCommand.RunAsync(program.Path, arguments, environment: _environment);

    public void Dispose() => _home.Dispose();

    private Task<CommandResult> RunAsync(string verb, IEnumerable<string> arguments) => FairleadProgram.RunAsync([verb, .. arguments], environment: _environment);
}
