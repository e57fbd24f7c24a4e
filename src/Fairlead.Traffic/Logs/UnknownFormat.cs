namespace Fairlead.Traffic.Logs;

/// <summary>What a log is read with that is in none of the formats: all its lines are bad.</summary>
internal sealed class UnknownFormat : LogFormat
{
    /// <inheritdoc/>
    public override string Name => "unknown";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record) => line.IsEmpty ? LineOutcome.Ignored : Bad("the log is in none of the formats that are known");
}
