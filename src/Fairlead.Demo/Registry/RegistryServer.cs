using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Demo.Registry;

/// <summary>
/// A registry on loopback that can be read, and pushed to where that is allowed (OCI distribution specification 1.1), whose content and
/// behaviour can be changed while it runs, and that remembers what it was asked. Starting and stopping is for one caller at a time; the rest is safe for any number of threads.
/// </summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly RegistryAnswers _answers;
    private readonly TimeProvider _time;
    private LoopbackServer _server = null!;
    private volatile Behaviour _behaviour = Behaviour.Normal;

    private RegistryServer(RegistryContent content, TimeProvider time) => (_answers, _time) = (new RegistryAnswers(content), time);

    /// <summary>Where it answers, with a trailing slash.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <summary>How it meets requests from now on.</summary>
    public Behaviour Behaviour
    {
        get => _behaviour;
        set => _behaviour = value;
    }

    /// <summary>Whether it can be pushed to; false at first.</summary>
    public bool AllowPush
    {
        get => _answers.AllowPush;
        set => _answers.AllowPush = value;
    }

    /// <summary>Whether a push may take a blob over from another repository; true at first.</summary>
    public bool AllowMount
    {
        get => _answers.Uploads.AllowMount;
        set => _answers.Uploads.AllowMount = value;
    }

    /// <summary>Whether it has the referrers API, as docker's registry has not; true at first.</summary>
    public bool HasReferrers
    {
        get => _answers.HasReferrers;
        set => _answers.HasReferrers = value;
    }

    /// <summary>Uploads that were begun and neither finished nor cancelled.</summary>
    public int OpenUploads => _answers.Uploads.Open;

    /// <summary>What it was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Starts serving this content, on a free port of 127.0.0.1 unless one is given.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<RegistryServer> StartAsync(
        RegistryContent content, int port = 0, TimeProvider? time = null, CancellationToken cancel = default)
    {
        var registry = new RegistryServer(content, time ?? TimeProvider.System);
        registry._server = await LoopbackServer.StartAsync(registry.HandleAsync, port, cancel);
        return registry;
    }

    /// <inheritdoc cref="LoopbackServer.StopAsync"/>
    public Task StopAsync() => _server.StopAsync();

    /// <inheritdoc cref="LoopbackServer.RestartAsync"/>
    public Task RestartAsync(CancellationToken cancel = default) => _server.RestartAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Add(context);
        if (await Behaviour.MeetAsync(context, _time)) await _answers.AnswerAsync(context);
    }
}
