using System.Runtime.InteropServices;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Timing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// The data port, on Kestrel's features and nothing between. A request takes one state, and is answered in the same call unless a
/// mirror or an upstream has to be asked.
/// </summary>
internal sealed class RedirectApplication(
    StateHolder states, Decider decider, RedirectorMetrics metrics, RequestObserver observer, Clock clock, ILogger logger) : IHttpApplication<IFeatureCollection>
{
    private static readonly StringValues s_noStore = "no-store";
    private int _warnedOfUntrusted;

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        var began = clock.Timestamp;
        var state = states.Current;
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var path = RegistryPath.Parse(request.RawTarget);
        var client = ClientOf(state, context, request);
        metrics.CountAddress(client.Outcome);
        if (client.Outcome == AddressOutcome.Untrusted) WarnOfUntrusted();
        var facts = state.FactsOf(client);
        var place = state.PlaceOf(facts);
        var exchange = new Exchange(state, path, facts, place, began, observer.BeginTrace(request));

        ValueTask<Decision> deciding;
        try
        {
            deciding = request.Method is "GET" or "HEAD"
                ? decider.Decide(state, path, place, state.UpstreamOf(place, state.HasHosts ? request.Headers.Host.ToString() : ""), clock.MillisecondsAt(began))
                : new(new Decision(Rule.Method));
            if (deciding.IsCompletedSuccessfully) return Answer(context, exchange, deciding.Result, metrics.Cached);
        }
        catch (Exception failure)
        {
            return Answer(context, exchange, Fallback(exchange, failure), metrics.Cached);
        }
        return AnswerLater(context, exchange, deciding);
    }

    private async Task AnswerLater(IFeatureCollection context, Exchange exchange, ValueTask<Decision> deciding)
    {
        Decision decision;
        try
        {
            decision = await deciding.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            decision = Fallback(exchange, failure);
        }
        await Answer(context, exchange, decision, metrics.Asked).ConfigureAwait(false);
    }

    /// <summary>Never an error to a client because something of ours is broken: under <c>/v2/</c> the upstream is always an answer.</summary>
    private Decision Fallback(in Exchange exchange, Exception failure)
    {
        HostingLog.DecisionFailed(logger, failure);
        if (!exchange.Path.IsApi) return new Decision(Rule.Fallback);
        var upstream = exchange.State.UpstreamOf(exchange.Place, "");
        return new Decision(Rule.Fallback, upstream.UrlOf(upstream.FirstHealthy, exchange.Path));
    }

    private Task Answer(IFeatureCollection context, in Exchange exchange, in Decision decision, LatencyHistogram latency)
    {
        var response = context.GetRequiredFeature<IHttpResponseFeature>();
        var headers = response.Headers;
        var status = decision.Location is null && decision.Rule == Rule.Fallback ? 500 : decision.Rule.Status(exchange.State.RedirectStatus);
        response.StatusCode = status;
        headers.CacheControl = s_noStore;

        exchange.Place.Counters.Count(decision.Rule);
        latency.Record(clock.SecondsBetween(exchange.Began, clock.Timestamp));
        observer.Decided(context, exchange, decision, status);

        if (decision.Location is { } location)
        {
            headers.Location = location;
            return Task.CompletedTask;
        }
        if (decision.Rule == Rule.Method) headers.Allow = "GET, HEAD";
        if (decision.Rule == Rule.Ping) headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        var (body, type) = Bodies.For(decision.Rule, status, exchange.Path.IsApi);
        headers.ContentType = type;
        headers.ContentLength = body.Length;
        return context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body).AsTask();
    }

    private void WarnOfUntrusted()
    {
        if (_warnedOfUntrusted == 0 && Interlocked.Exchange(ref _warnedOfUntrusted, 1) == 0) HostingLog.UntrustedHeader(logger);
    }

    private static ClientAddress ClientOf(ServingState state, IFeatureCollection context, IHttpRequestFeature request)
    {
        var reader = state.Policy.ClientAddress;
        var remote = context.GetRequiredFeature<IHttpConnectionFeature>().RemoteIpAddress;
        IpAddress? connection = remote is null ? null : IpAddress.From(remote);
        if (reader.HeaderName is not { } name) return reader.From(connection, default);

        var lines = request.Headers[name];
        if (lines.Count > 1) return reader.From(connection, lines.ToArray());
        var only = lines.ToString();
        return reader.From(connection, lines.Count == 0 ? default : MemoryMarshal.CreateReadOnlySpan(ref only!, 1));
    }
}
