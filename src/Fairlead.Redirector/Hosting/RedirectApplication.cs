using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Missing;
using Fairlead.Redirector.Observing;
using Fairlead.Redirector.Timing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
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
    StateHolder states, Decider decider, RedirectorMetrics metrics, MissingBlobs missing, RequestObserver observer, Clock clock, ILogger logger) : IHttpApplication<RequestContext>
{
    private static readonly StringValues s_noStore = "no-store";
    private int _warnedOfUntrusted;

    /// <inheritdoc/>
    public RequestContext CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps what is put here for the next request on the connection.
        if (contextFeatures is not IHostContextContainer<RequestContext> kept) return new RequestContext(contextFeatures);
        return kept.HostContext ??= new RequestContext(contextFeatures);
    }

    /// <inheritdoc/>
    public void DisposeContext(RequestContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(RequestContext context)
    {
        var state = states.Current;
        return ProcessAsync(context, state, context.Request.RawTarget, ClientOf(state, context));
    }

    /// <summary>Answers a request for this raw target by this client, whatever its own target and its connection are. Nothing of a redirect has been sent when it completes.</summary>
    public Task ProcessAsync(RequestContext context, ServingState state, string target, in ClientAddress client)
    {
        var began = clock.Timestamp;
        var request = context.Request;
        var path = RegistryPath.Parse(target);
        Count(client);
        var facts = state.FactsOf(client);
        var place = state.PlaceOf(facts, context);
        var upstream = state.UpstreamOf(place, state.HasHosts ? request.Headers.Host.ToString() : "");
        var exchange = new Exchange(state, path, facts, place, upstream, began, observer.BeginTrace(request));

        ValueTask<Decision> deciding;
        try
        {
            deciding = request.Method is "GET" or "HEAD"
                ? decider.Decide(state, path, context, place, upstream, clock.MillisecondsAt(began))
                : new(new Decision(Rule.Method));
        }
        catch (Exception failure)
        {
            deciding = new(Fallback(exchange, failure));
        }
        return deciding.IsCompletedSuccessfully
            ? Answer(context, exchange, deciding.Result, metrics.Cached)
            : AnswerLater(context, exchange, deciding);
    }

    /// <summary>Counts how a client's address was found, and warns once of a header that nobody is believed for.</summary>
    public void Count(in ClientAddress client)
    {
        metrics.CountAddress(client.Outcome);
        if (client.Outcome == AddressOutcome.Untrusted && _warnedOfUntrusted == 0 && Interlocked.Exchange(ref _warnedOfUntrusted, 1) == 0) HostingLog.UntrustedHeader(logger);
    }

    private async Task AnswerLater(RequestContext context, Exchange exchange, ValueTask<Decision> deciding)
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
        return exchange.Path is { IsApi: true, Kind: not PathKind.Refused }
            ? new Decision(Rule.Fallback, exchange.Upstream.UrlOf(exchange.Upstream.FirstHealthy.BaseUrl, exchange.Path))
            : new Decision(Rule.Broken);
    }

    private Task Answer(RequestContext context, in Exchange exchange, in Decision decision, LatencyHistogram latency)
    {
        var response = context.Response;
        var headers = response.Headers;
        var status = decision.Rule.Status(exchange.State.RedirectStatus);
        response.StatusCode = status;
        headers.CacheControl = s_noStore;

        exchange.Place.Counters.Count(decision.Rule);
        latency.Record(clock.SecondsBetween(exchange.Began, clock.Timestamp));
        observer.Decided(context.Request, exchange, decision, status);
        if (decision.Mirror is { } mirror) exchange.State.TargetOf(mirror).Site.Redirected(exchange.Path.Digest, clock.MillisecondsAt(exchange.Began));
        else if (decision.Rule == Rule.UpstreamNotHeld) CountMissing(exchange);

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
        return context.Body.Writer.WriteAsync(body).AsTask();
    }

    private void CountMissing(in Exchange exchange)
    {
        exchange.Place.Candidates[0].Counters.CountMissing();
        missing.Add(exchange.Path, exchange.Upstream, exchange.Place.Candidates);
    }

    private static ClientAddress ClientOf(ServingState state, RequestContext context)
    {
        var reader = state.Policy.ClientAddress;
        return reader.From(context.Peer, reader.HeaderName is { } name ? context.LinesOf(name) : default);
    }
}
