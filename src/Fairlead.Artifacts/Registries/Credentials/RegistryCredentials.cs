using System.Collections.Concurrent;

namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>
/// Who signs in where, by host and port; each credential is for that host alone. What was added by hand comes first, then the places of
/// <see cref="FromEnvironment"/> in their order. Adding is for one thread, before anything is asked; asking is thread-safe.
/// </summary>
public sealed class RegistryCredentials
{
    /// <summary>The variable that holds credentials itself, in the form of Docker's config.json.</summary>
    public const string Variable = "FAIRLEAD_REGISTRY_AUTH";

    // A registry of a thousand repositories wants a thousand tokens; its helper needn't be run for each.
    private static readonly TimeSpan s_helpersWord = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, RegistryCredential> _added = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, RegistryCredential? Credential)> _helped = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<DockerConfigSource> _sources;
    private readonly CredentialHelper? _helper;
    private readonly TimeProvider _time;

    /// <summary>Nobody's, until somebody is added.</summary>
    public RegistryCredentials()
        : this([], null, TimeProvider.System)
    {
    }

    private RegistryCredentials(IReadOnlyList<DockerConfigSource> sources, CredentialHelper? helper, TimeProvider time) =>
        (_sources, _helper, _time) = (sources, helper, time);

    /// <summary>
    /// The credentials that other tools use too, in this order: the variable <see cref="Variable"/> (a text in the form of Docker's config.json:
    /// <c>{"auths": {"HOST": {"username": "...", "password": "..."}}}</c>, with <c>auth</c>, <c>identitytoken</c>, <c>credHelpers</c> and
    /// <c>credsStore</c> as there), the file <c>$REGISTRY_AUTH_FILE</c>, <c>${XDG_RUNTIME_DIR}/containers/auth.json</c>
    /// (containers-auth.json(5)), and <c>config.json</c> in <c>$DOCKER_CONFIG</c>, else in <c>~/.docker</c>. They are read when a registry first wants one.
    /// </summary>
    /// <param name="variable">The environment: a variable's value, or null.</param>
    /// <param name="time">The clock.</param>
    public static RegistryCredentials FromEnvironment(Func<string, string?> variable, TimeProvider time)
    {
        var sources = new List<DockerConfigSource>();
        if (Set(Variable) is { } text) sources.Add(DockerConfigSource.Text(text, Variable));
        if (Set("REGISTRY_AUTH_FILE") is { } file) sources.Add(DockerConfigSource.File(file));
        if (Set("XDG_RUNTIME_DIR") is { } runtime) sources.Add(DockerConfigSource.File(Path.Combine(runtime, "containers", "auth.json")));
        var docker = Set("DOCKER_CONFIG") ?? (Set("HOME") is { } home ? Path.Combine(home, ".docker") : null);
        if (docker is not null) sources.Add(DockerConfigSource.File(Path.Combine(docker, "config.json")));
        return new RegistryCredentials(sources, new CredentialHelper(variable("PATH"), time), time);

        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Adds a user and a password (or an access token that goes for one).</summary>
    /// <param name="host"><c>HOST[:PORT]</c>, as in an image's reference.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="secret">The password.</param>
    public void Add(string host, string user, string secret) => _added[CredentialHost.Of(host)] = new RegistryCredential(user, secret);

    /// <summary>What signs in at a host; null: nobody does.</summary>
    /// <exception cref="CredentialException">A file or a helper that may know can't be read.</exception>
    public async ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancel)
    {
        host = CredentialHost.Of(host);
        if (_added.TryGetValue(host, out var added)) return added;
        foreach (var source in _sources)
        {
            if (source.Config is not { } config) continue;
            var helper = config.Helpers.GetValueOrDefault(host) ?? config.Store;
            if (helper is not null && await AskAsync(helper, host, cancel).ConfigureAwait(false) is { } helped) return helped;
            if (config.Auths.TryGetValue(host, out var found)) return found;
        }
        return null;
    }

    private async ValueTask<RegistryCredential?> AskAsync(string helper, string host, CancellationToken cancel)
    {
        var key = $"{helper} {host}";
        if (_helped.TryGetValue(key, out var known) && _time.GetUtcNow() < known.Until) return known.Credential;
        var credential = await _helper!.GetAsync(helper, host, cancel).ConfigureAwait(false);
        _helped[key] = (_time.GetUtcNow() + s_helpersWord, credential);
        return credential;
    }
}
