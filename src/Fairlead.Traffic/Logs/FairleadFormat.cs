using System.Text.Json;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// The redirector's own access log: one JSON object a line, with the client's origin facts in place of an address, and without bytes: whom it leads to sends them.
/// Source: <c>Fairlead.Redirector.Observing.AccessLog</c>. Of keys that are there twice the last counts.
/// </summary>
internal sealed class FairleadFormat : LogFormat
{
    private readonly JsonTexts _texts = new();
    private readonly Rfc3339Time _time = new();

    /// <inheritdoc/>
    public override string Name => "fairlead";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        record = default;
        line = line.Trim(JsonTexts.WhiteSpace);
        if (!JsonTexts.IsObject(line)) return Bad("not one JSON object on one line");
        var entry = default(FairleadEntry);
        try
        {
            ReadEntry(line, ref entry, ref record.Facts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Bad("the JSON is damaged");
        }
        if (entry.Rule.IsEmpty) return Bad("no rule");
        if (!_time.TryRead(entry.Time, out record.Time)) return Bad("the time is none");
        if (entry.Status is < 100 or > 599) return Bad("the status is none");
        record.Status = (int)entry.Status;
        record.Method = RequestLine.Method(entry.Method);
        record.Target = entry.Path;
        record.Backend = BackendOf(entry);
        record.Facts.IsSet = true;
        return LineOutcome.Request;
    }

    /// <summary>The mirror, or the host that it leads to; but nobody serves anything from the operator's pages.</summary>
    private static ReadOnlySpan<byte> BackendOf(scoped in FairleadEntry entry)
    {
        if (!entry.Mirror.IsEmpty) return entry.Mirror;
        var isPage = entry.Rule.SequenceEqual("info"u8) || entry.Rule.SequenceEqual("privacy"u8);
        return !isPage && UrlText.TrySplit(entry.Location, out var host, out _) ? host : default;
    }

    private void ReadEntry(ReadOnlySpan<byte> line, ref FairleadEntry entry, ref LoggedFacts facts)
    {
        _texts.Begin(line);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("time"u8)) entry.Time = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("method"u8)) entry.Method = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("path"u8)) entry.Path = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("status"u8)) entry.Status = JsonTexts.NumberOf(ref reader);
            else if (reader.ValueTextEquals("rule"u8)) entry.Rule = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("mirror"u8)) entry.Mirror = _texts.TextOf(ref reader);
            else if (reader.ValueTextEquals("location"u8)) entry.Location = _texts.TextOf(ref reader);
            else if (!TryReadFact(ref reader, ref facts)) reader.Skip();
        }
        reader.Read(); // throws at whatever stands behind the object
    }

    private bool TryReadFact(scoped ref Utf8JsonReader reader, ref LoggedFacts facts)
    {
        if (reader.ValueTextEquals("provider"u8)) facts.Provider = _texts.TextOf(ref reader);
        else if (reader.ValueTextEquals("network"u8)) facts.Network = _texts.TextOf(ref reader);
        else if (reader.ValueTextEquals("region"u8)) facts.Region = _texts.TextOf(ref reader);
        else if (reader.ValueTextEquals("country"u8)) facts.Country = _texts.TextOf(ref reader);
        else if (reader.ValueTextEquals("asn"u8)) facts.Asn = AsnOf(JsonTexts.NumberOf(ref reader));
        else return false;
        return true;
    }

    private static uint AsnOf(long number) => number is >= 0 and <= uint.MaxValue ? (uint)number : 0;
}
