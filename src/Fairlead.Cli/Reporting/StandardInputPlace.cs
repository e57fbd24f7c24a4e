namespace Fairlead.Cli.Reporting;

/// <summary><c>-</c>: a log from the standard input.</summary>
internal sealed class StandardInputPlace : LogPlace
{
    /// <inheritdoc/>
    public override Task FindAsync(LogCollection found, CancellationToken cancel)
    {
        found.Add(new StandardInputLog(), "-", "-");
        return Task.CompletedTask;
    }
}
