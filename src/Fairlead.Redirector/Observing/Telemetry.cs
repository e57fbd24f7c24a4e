using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fairlead.Redirector.Observing;

/// <summary>
/// Metrics and traces over OTLP, when the environment asks for them (OpenTelemetry specification, "OTLP exporter configuration":
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, <c>OTEL_TRACES_SAMPLER</c> ...).
/// Spans carry rule, provider, region, ASN, country and mirror; never an address.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private readonly MeterProvider _meters;
    private readonly TracerProvider _traces;

    private Telemetry()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("fairlead").AddEnvironmentVariableDetector();
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(RequestObserver.SourceName).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(RequestObserver.SourceName).AddOtlpExporter().Build();
    }

    /// <summary>Starts exporting; null when the environment doesn't ask for it.</summary>
    public static Telemetry? StartIfAsked() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)) ? null : new Telemetry();

    /// <summary>Sends what is left, within the exporter's own timeout.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
    }
}
