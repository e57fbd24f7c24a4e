using System.Collections.Concurrent;
using Fairlead.Demo.Behaviours;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Tests.Support.Registries;

/// <summary>
/// How a fake registry meets requests: each is written down, then goes past every guard (sign-in, redirects, other answers), then past
/// the faults that wait for one like it. Guards and faults may be added while it runs.
/// </summary>
internal sealed class RegistryManners : Behaviour
{
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly Lock _lock = new();
    private readonly List<Func<HttpContext, Task<bool>>> _guards = [];
    private readonly List<RegistryFault> _faults = [];
    private Func<HttpContext, Task<bool>>? _answer;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>Faults that nothing has met yet.</summary>
    public int FaultsLeft
    {
        get { lock (_lock) return _faults.Count; }
    }

    /// <summary>Adds something that every request goes past; it answers and returns false, or lets it go on.</summary>
    public void Guard(Func<HttpContext, Task<bool>> guard)
    {
        lock (_lock) _guards.Add(guard);
    }

    /// <summary>Gives answers of its own where the registry would answer: past all guards and faults. As a guard, it returns whether to go on.</summary>
    public void Answer(Func<HttpContext, Task<bool>> answer) => Volatile.Write(ref _answer, answer);

    /// <summary>Adds faults; each befalls the first request that it is meant for, those for the same one after another.</summary>
    public void Fail(params RegistryFault[] faults)
    {
        lock (_lock) _faults.AddRange(faults);
    }

    /// <summary>Takes back all faults.</summary>
    public void Heal()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>Forgets what it was asked.</summary>
    public void Forget() => _seen.Clear();

    internal override async ValueTask<bool> MeetAsync(HttpContext context, TimeProvider time)
    {
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _seen.Enqueue(new SeenRequest(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers));
        Func<HttpContext, Task<bool>>[] guards;
        lock (_lock) guards = [.. _guards];
        foreach (var guard in guards)
            if (!await guard(context)) return false;
        if (Take(context) is { } fault && !await fault.BefallAsync(context, time)) return false;
        return Volatile.Read(ref _answer) is not { } answer || await answer(context);
    }

    private RegistryFault? Take(HttpContext context)
    {
        lock (_lock)
        {
            var fault = _faults.Find(fault => fault.IsFor(context.Request.Method, context.Request.Path.Value ?? ""));
            if (fault is { IsLasting: false }) _faults.Remove(fault);
            return fault;
        }
    }
}
