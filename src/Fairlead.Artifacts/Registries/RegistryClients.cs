namespace Fairlead.Artifacts.Registries;

/// <summary>The registries of a run, one client each, over one pool of connections. Thread-safe.</summary>
public sealed class RegistryClients : IDisposable
{
    private readonly RegistryClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>No registry is spoken to yet.</summary>
    public RegistryClients(RegistryClientOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>The client for a host; the same one each time.</summary>
    /// <param name="host"><c>HOST[:PORT]</c>, as in an image's reference.</param>
    public RegistryClient Of(string host) => throw new NotImplementedException($"{host} {_options} {_time}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
