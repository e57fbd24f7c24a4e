using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>Lines for readers of formats, and what every reader must stand.</summary>
internal static class LogLines
{
    /// <summary>2026-10-10 13:55:36 UTC.</summary>
    internal const long Time = 1_791_640_536;

    /// <summary>Reads lines one after the other, the last of which must be a request.</summary>
    internal static LoggedRequest Request(LogFormat format, params ReadOnlySpan<string> lines)
    {
        LogRecord record = default;
        var outcome = LineOutcome.Ignored;
        foreach (var line in lines) outcome = format.Read(Encoding.UTF8.GetBytes(line), ref record);
        outcome.ShouldBe(LineOutcome.Request, format.Problem);
        return LoggedRequest.Of(record);
    }

    /// <summary>What a line turns out to be.</summary>
    internal static LineOutcome Outcome(LogFormat format, string line) => Outcome(format, Encoding.UTF8.GetBytes(line));

    /// <summary>What a line turns out to be.</summary>
    internal static LineOutcome Outcome(LogFormat format, ReadOnlySpan<byte> line)
    {
        LogRecord record = default;
        return format.Read(line, ref record);
    }

    /// <summary>Why a line is bad.</summary>
    internal static string Problem(LogFormat format, string line)
    {
        Outcome(format, line).ShouldBe(LineOutcome.Bad);
        return format.Problem;
    }

    /// <summary>
    /// Gives the reader the line cut at every byte, damaged in a thousand ways, and far too long: it says what it is, and never more than that, and what it takes for a
    /// request is within its bounds.
    /// </summary>
    internal static void ShouldStandDamage(Func<LogFormat> create, params ReadOnlySpan<string> lines)
    {
        var format = create();
        var all = lines.ToArray();
        foreach (var heading in all[..^1]) Outcome(format, heading);
        var line = Encoding.UTF8.GetBytes(all[^1]);
        Outcome(format, line).ShouldBe(LineOutcome.Request, format.Problem);

        for (var length = 0; length < line.Length; length++)
        {
            ShouldBeBounded(format, line.AsSpan(0, length));
            ShouldBeBounded(format, line.AsSpan(length));
        }
        var random = new Random(6);
        for (var i = 0; i < 3_000; i++) ShouldBeBounded(format, Support.Damage.Of(line, random));
        foreach (var filler in "\"[]- \t,\\<{%9a\0\u00ff") ShouldBeBounded(format, [.. line[..(line.Length / 2)], .. Encoding.Latin1.GetBytes(new string(filler, 64 * 1024))]);
    }

    private static void ShouldBeBounded(LogFormat format, ReadOnlySpan<byte> line)
    {
        LogRecord record = default;
        var outcome = format.Read(line, ref record);
        if (outcome == LineOutcome.Bad)
        {
            format.Problem.ShouldNotBeEmpty();
            format.Problem.Length.ShouldBeLessThan(100);
        }
        if (outcome != LineOutcome.Request) return;
        record.Status.ShouldBeInRange(100, 599);
        record.Bytes.ShouldBeGreaterThanOrEqualTo(0);
        record.Time.ShouldBeInRange(0, LogRecord.LastTime);
        if (!record.Target.IsEmpty) record.Target[0].ShouldBe((byte)'/');
    }
}
