using System.Text.Json;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// Request logs of Google's external Application Load Balancers and of Cloud Run: Cloud Logging's LogEntry as JSON, one a line, as sinks write them into buckets. Entries of other
/// logs are passed over. Of keys that are there twice the last counts.
/// Sources: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry (HttpRequest too),
/// https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring, https://cloud.google.com/run/docs/logging.
/// </summary>
internal sealed class GoogleFormat : LogFormat
{
    private readonly JsonTexts _texts = new();
    private readonly Rfc3339Time _time = new();
    private readonly TextRoom _id = new();

    /// <inheritdoc/>
    public override string Name => "google";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        record = default;
        line = line.Trim(JsonTexts.WhiteSpace);
        if (!JsonTexts.IsObject(line)) return Bad("not one JSON object on one line: of what gcloud's --format=json prints, jq -c '.[]' makes lines");
        var entry = default(GoogleEntry);
        try
        {
            ReadEntry(line, ref entry);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Bad("the JSON is damaged");
        }
        if (entry.Time.IsEmpty) return Bad("no timestamp");
        return IsRequest(entry) ? Fill(entry, ref record) : LineOutcome.Ignored;
    }

    /// <summary>
    /// A container's own log may say something of a request, too: Cloud Logging takes <c>httpRequest</c> of its lines for that field. The platform's logs of requests are named
    /// <c>requests</c>, <c>run.googleapis.com%2Frequests</c> and <c>loadbalancing.googleapis.com%2Fexternal_regional_requests</c>.
    /// </summary>
    private static bool IsRequest(scoped in GoogleEntry entry) => entry.Request.IsSet && (entry.Log.IsEmpty || entry.Log.EndsWith("requests"u8));

    private LineOutcome Fill(scoped in GoogleEntry entry, ref LogRecord record)
    {
        ref readonly var request = ref entry.Request;
        if (!_time.TryRead(entry.Time, out record.Time)) return Bad("the time is none");
        if (!AnswerStatus.TryTake(request.Status, out record.Status)) return Bad("the status is none");
        if (request.Bytes < 0) return Bad("the bytes are no number");
        record.Bytes = request.Bytes;
        record.HasClient = ClientNode.TryParse(request.Client, out record.Client);
        if (!record.HasClient && !request.Client.IsEmpty) return Bad("the client's address is none");
        record.Method = RequestLine.Method(request.Method);
        if (request.Url.StartsWith("/"u8)) record.Target = request.Url;
        else UrlText.TrySplit(request.Url, out record.Backend, out record.Target); // that of a request that can't be read is none
        record.RequestId = IdOf(entry);
        return LineOutcome.Request;
    }

    /// <summary>Entries of one project "with the same timestamp, and with the same insertId" are one (LogEntry, insertId).</summary>
    private ReadOnlySpan<byte> IdOf(scoped in GoogleEntry entry)
    {
        if (entry.Id.IsEmpty) return default;
        _id.Clear();
        _id.Add(entry.Time);
        _id.Add(entry.Id);
        return _id.Text;
    }

    private void ReadEntry(ReadOnlySpan<byte> line, ref GoogleEntry entry)
    {
        _texts.Begin(line);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("httpRequest"u8)) ReadRequest(ref reader, ref entry.Request);
            else if (reader.ValueTextEquals("timestamp"u8)) entry.Time = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("insertId"u8)) entry.Id = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("logName"u8)) entry.Log = _texts.TextOf(ref reader);
            else reader.Skip();
        }
        reader.Read(); // throws at whatever stands behind the object
    }

    private void ReadRequest(scoped ref Utf8JsonReader reader, ref GoogleRequest request)
    {
        request = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        request.IsSet = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("requestMethod"u8)) request.Method = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("requestUrl"u8)) request.Url = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("remoteIp"u8)) request.Client = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("status"u8)) request.Status = JsonTexts.NumberOf(ref reader);
            else if (reader.ValueTextEquals("responseSize"u8)) request.Bytes = JsonTexts.NumberOf(ref reader);
            else reader.Skip();
        }
    }
}
