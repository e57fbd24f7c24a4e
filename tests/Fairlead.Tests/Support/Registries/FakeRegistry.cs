using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Demo.Registry;

namespace Fairlead.Tests.Support.Registries;

/// <summary>
/// A registry in this process that can be pushed to, and that fails, redirects and wants to be signed in to as a test says
/// (<see cref="Manners"/>). It remembers what it was asked, headers and all.
/// </summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private FakeRegistry(RegistryServer server, RegistryContent content, RegistryManners manners) => (Server, Content, Manners) = (server, content, manners);

    /// <summary>The registry itself.</summary>
    public RegistryServer Server { get; }

    /// <summary>What it serves, and what was pushed.</summary>
    public RegistryContent Content { get; }

    /// <summary>How it meets requests.</summary>
    public RegistryManners Manners { get; }

    /// <summary>What it was asked.</summary>
    public IReadOnlyList<SeenRequest> Seen => Manners.Seen;

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Host => Server.BaseAddress.Authority;

    /// <summary>Options under which it can be spoken to.</summary>
    public RegistryClientOptions Options => new() { PlainHttp = new HashSet<string> { Host } };

    /// <summary>Starts one, with this content or an empty one.</summary>
    public static async Task<FakeRegistry> StartAsync(RegistryContent? content = null, TimeProvider? time = null)
    {
        content ??= new RegistryContent();
        var manners = new RegistryManners();
        var server = await RegistryServer.StartAsync(content, time: time, cancel: TestContext.Current.CancellationToken);
        server.Behaviour = manners;
        server.AllowPush = true;
        return new FakeRegistry(server, content, manners);
    }

    /// <summary>Options with a user and a password for it.</summary>
    public RegistryClientOptions OptionsFor(string user, string secret)
    {
        var credentials = new RegistryCredentials();
        credentials.Add(Host, user, secret);
        return Options with { Credentials = credentials };
    }

    /// <summary>How often it was asked this.</summary>
    public int Count(string method, string targetPart) =>
        Seen.Count(request => request.Method == method && request.Target.Contains(targetPart, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
