using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>Who runs <c>sync</c>, <c>verify</c> and <c>promote</c>: with a home of its own, and the keys of the buckets.</summary>
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
            ["XDG_STATE_HOME"] = _home.File("state"),
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

    /// <summary>Has the right ones again.</summary>
    public void WithRightKeys()
    {
        foreach (var (name, value) in RadosGateway.Credentials) _environment[name] = value;
    }

    /// <summary>Runs <c>sync</c> to its end.</summary>
    public Task<CommandResult> SyncAsync(params IEnumerable<string> arguments) => RunAsync("sync", arguments);

    /// <summary>Runs <c>verify</c> to its end.</summary>
    public Task<CommandResult> VerifyAsync(params IEnumerable<string> arguments) => RunAsync("verify", arguments);

    /// <summary>Runs <c>promote</c> to its end.</summary>
    public Task<CommandResult> PromoteAsync(params IEnumerable<string> arguments) => RunAsync("promote", arguments);

    /// <summary>Starts <c>sync</c>, and leaves it running once it is ready for what the test means to do to it.</summary>
    public Task<ServerProcess> StartSyncAsync(Func<Task> ready, params IEnumerable<string> arguments) => StartAsync(ready, ["sync", .. arguments]);

    /// <summary>Likewise <c>promote</c>.</summary>
    public Task<ServerProcess> StartPromoteAsync(Func<Task> ready, params IEnumerable<string> arguments) => StartAsync(ready, ["promote", .. arguments]);

    /// <summary>Runs a program with this home and these keys.</summary>
    public Task<CommandResult> RunProgramAsync(Tool program, params IEnumerable<string> arguments) =>
        ClientCommand.RunAsync(program.Path, arguments, environment: _environment);

    public void Dispose() => _home.Dispose();

    private async Task<ServerProcess> StartAsync(Func<Task> ready, IEnumerable<string> arguments) => await ServerProcess.StartAsync(
        await FairleadProgram.PathAsync(), arguments, _home.File($"output-{Guid.NewGuid():N}.log"), _ => ready(),
        _environment);

    private Task<CommandResult> RunAsync(string verb, IEnumerable<string> arguments) => FairleadProgram.RunAsync([verb, .. arguments], environment: _environment);
}
