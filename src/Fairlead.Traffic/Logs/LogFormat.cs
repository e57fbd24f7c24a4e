namespace Fairlead.Traffic.Logs;

/// <summary>Reads the lines of one file in one format. An instance belongs to one file and one thread: some formats have headings that say what the lines hold.</summary>
public abstract class LogFormat
{
    /// <summary>The format's name, as <c>--format</c> takes it and summaries show it.</summary>
    public abstract string Name { get; }

    /// <summary>Why the last line was bad, in a few words that hold nothing of the line: "the time is none", "12 of 17 fields".</summary>
    public string Problem { get; protected set; } = "";

    /// <summary>Reads one line, without its end. Allocates nothing for lines as they should be.</summary>
    /// <param name="line">May be anything.</param>
    /// <param name="record">Filled in where the line is a request; its spans are good until the next call.</param>
    public abstract LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record);

    /// <summary>What a bad line is answered with.</summary>
    /// <param name="problem">See <see cref="Problem"/>.</param>
    protected LineOutcome Bad(string problem)
    {
        Problem = problem;
        return LineOutcome.Bad;
    }
}
