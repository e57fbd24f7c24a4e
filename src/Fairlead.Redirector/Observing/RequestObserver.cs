using System.Diagnostics;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Observing;

/// <summary>Tells the access log, the demo's audience and the trace of each decision. Costs three null checks when nobody listens.</summary>
internal sealed class RequestObserver(AccessLog? accessLog, Action<string>? narrate)
{
    /// <summary>The name under which spans and instruments are listened to.</summary>
    public const string SourceName = "Fairlead";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>The request's span, when somebody listens and it is sampled.</summary>
    public Activity? BeginTrace(IHttpRequestFeature request)
    {
        if (!s_source.HasListeners()) return null;
        ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return s_source.StartActivity("redirect", ActivityKind.Server, parent);
    }

    /// <summary>Writes down what was decided; the span ends here.</summary>
    public void Decided(IHttpRequestFeature request, in Exchange exchange, in Decision decision, int status)
    {
        accessLog?.Write(request, exchange, decision, status);
        narrate?.Invoke(Narrator.Line(request.Method, exchange, decision, status));
        if (exchange.Trace is { } trace) End(trace, request, exchange, decision, status);
    }

    private static void End(Activity trace, IHttpRequestFeature request, in Exchange exchange, in Decision decision, int status)
    {
        trace.SetTag("http.request.method", request.Method);
        trace.SetTag("http.response.status_code", status);
        trace.SetTag("fairlead.rule", decision.Rule.Name());
        trace.SetTag("fairlead.provider", exchange.Place.Place.Provider);
        trace.SetTag("fairlead.region", exchange.Place.Place.Region);
        var facts = exchange.State.Policy.Networks.Facts[exchange.Facts];
        trace.SetTag("fairlead.asn", facts.Asn == 0 ? null : (long)facts.Asn); // OTLP's integers are signed
        trace.SetTag("fairlead.country", facts.Country);
        trace.SetTag("fairlead.mirror", decision.Mirror?.Config.Name);
        trace.Dispose();
    }
}
