using System.Text.Json;
using Fairlead.Cli.Reporting;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Cli.Simulating;

/// <summary>What a simulation came to, for programs; <c>docs/traffic.md</c> has the keys.</summary>
internal static class SimulationJson
{
    public static void Write(Utf8JsonWriter json, SimulationReport report)
    {
        var result = report.Result;
        json.WriteStartObject();
        json.WriteNumber("requests", result.Requests);
        json.WriteNumber("bytes", result.Bytes);
        json.WriteNumber("movedRequests", result.MovedRequests);
        json.WriteNumber("movedBytes", result.MovedBytes);
        json.WriteNumber("notReplayed", result.NotReplayed);
        json.WriteNumber("lost", result.Lost);
        json.WriteNumber("unsized", result.Unsized);
        json.WriteNumber("folded", result.Folded);
        json.WriteNumber("percent", report.Percent);
        WriteCosts(json, report);
        json.WriteStartArray("backends");
        foreach (var backend in result.Backends) Write(json, backend);
        json.WriteEndArray();
        json.WriteStartArray("moves");
        foreach (var move in result.Moves) Write(json, move);
        json.WriteEndArray();
        WriteNames(json, "assumedPresent", result.AssumedPresent);
        WriteNames(json, "missingNetworks", report.MissingNetworks);
        LogsJson.Write(json, result.Logs, report.Failures);
        json.WriteEndObject();
    }

    private static void WriteCosts(Utf8JsonWriter json, SimulationReport report)
    {
        var result = report.Result;
        if (report.Currency is null)
        {
            json.WriteNull("cost");
            return;
        }
        json.WriteStartObject("cost");
        json.WriteString("currency", report.Currency);
        Write(json, "before", result.CostBefore);
        Write(json, "after", result.CostAfter);
        Write(json, "change", result.CostAfter - result.CostBefore);
        Write(json, "increasePercent", result.Increase);
        json.WriteNumber("unpricedBytesBefore", result.UnpricedBefore ?? 0);
        json.WriteNumber("unpricedBytesAfter", result.UnpricedAfter ?? 0);
        Write(json, "maxIncreasePercent", report.MaxIncrease);
        json.WriteBoolean("risesTooMuch", report.RisesTooMuch);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BackendShift backend)
    {
        json.WriteStartObject();
        json.WriteString("backend", backend.Backend);
        json.WriteNumber("bytesBefore", backend.BytesBefore);
        json.WriteNumber("bytesAfter", backend.BytesAfter);
        Write(json, "costBefore", backend.CostBefore);
        Write(json, "costAfter", backend.CostAfter);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Move move)
    {
        json.WriteStartObject();
        json.WriteString("from", move.From);
        json.WriteString("to", move.To);
        json.WriteString("provider", move.Provider);
        json.WriteString("region", move.Region);
        json.WriteNumber("requests", move.Requests);
        json.WriteNumber("bytes", move.Bytes);
        Write(json, "costChange", move.CostChange);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? amount)
    {
        if (amount is { } some) json.WriteNumber(name, Math.Round(some, 6));
        else json.WriteNull(name);
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names) json.WriteStringValue(one);
        json.WriteEndArray();
    }
}
