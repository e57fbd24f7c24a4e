namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>
/// Who signs in where, by host. Asked in this order: what was added by hand, then the sources of <see cref="FromEnvironment"/>. Each
/// credential is of one host and its port. Thread-safe once it is filled.
/// </summary>
public sealed class RegistryCredentials
{
    private readonly Dictionary<string, RegistryCredential> _added = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a user and a password (or an access token that goes for one).</summary>
    /// <param name="host"><c>HOST[:PORT]</c>, as in an image's reference.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="secret">The password.</param>
    public void Add(string host, string user, string secret) => _added[host] = new RegistryCredential(user, secret);

    /// <summary>What signs in at a host; null: nobody does.</summary>
    public ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancel) => new(_added.GetValueOrDefault(host));
}
