namespace Fairlead.Traffic.Logs;

/// <summary>
/// Lines that Fastly streams: what it has for a format unless told otherwise, <c>%h %l %u %t "%r" %>s %b</c>, which is the common one, or the combined one, behind the
/// prefix of its line format.
/// Source: https://docs.fastly.com/en/guides/useful-log-formats
/// </summary>
internal sealed class FastlyFormat : LogFormat
{
    private readonly CombinedFormat _combined = new();

    /// <inheritdoc/>
    public override string Name => "fastly";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (!SyslogPrefix.TrySkip(line, out var message)) return Bad("a syslog prefix that is damaged");
        var outcome = _combined.Read(message, ref record);
        return outcome == LineOutcome.Bad ? Bad(_combined.Problem) : outcome;
    }
}
