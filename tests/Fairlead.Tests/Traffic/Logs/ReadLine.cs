using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>A line as a format reads it, in texts, for tests of the formats in JSON.</summary>
internal sealed record ReadLine(
    LineOutcome Outcome, DateTimeOffset Time, RequestMethod Method, int Status, long Bytes, string? Client, string Backend, string Target, string RequestId)
{
    /// <summary>Provider, network, region, ASN, country; null where the log has none.</summary>
    public string? Facts { get; init; }

    /// <summary>Why it is bad.</summary>
    public string? Problem { get; init; }

    public static ReadLine By(LogFormat format, string line) => By(format, Encoding.UTF8.GetBytes(line));

    public static ReadLine By(LogFormat format, ReadOnlySpan<byte> line)
    {
        LogRecord record = default;
        var outcome = format.Read(line, ref record);
        var facts = record.Facts;
        return new ReadLine(
            outcome, DateTimeOffset.FromUnixTimeSeconds(record.Time), record.Method, record.Status, record.Bytes, record.HasClient ? record.Client.ToString() : null,
            Text(record.Backend), Text(record.Target), Text(record.RequestId))
        {
            Facts = facts.IsSet ? $"{Text(facts.Provider)} {Text(facts.Network)} {Text(facts.Region)} {facts.Asn} {Text(facts.Country)}" : null,
            Problem = outcome == LineOutcome.Bad ? format.Problem : null,
        };
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
